package org.earlyexit.selfbench;

import org.earlyexit.model.BackboneSpec;

/** The sizes of encoder at which figures are taken, each with 12 layers and random weights. */
enum EncoderShape {
    /** BERT-base: hidden 768, 12 heads. */
    BASE("BERT-base", 768, 12),

    /** As the encoder that comes along: hidden 128, 2 heads. */
    MINI("12x128", 128, 2);

    static final int LAYERS = 12;
    static final int VOCABULARY = 1000;

    private final String label;
    private final int hidden;
    private final int heads;

    EncoderShape(String label, int hidden, int heads) {
        this.label = label;
        this.hidden = hidden;
        this.heads = heads;
    }

    /** Few words: embeddings are looked up, so their number costs memory only. */
    BackboneSpec spec() {
        return new BackboneSpec("bert", LAYERS, hidden, heads, 4 * hidden, VOCABULARY, 512);
    }

    @Override
    public String toString() {
        return label;
    }
}
