package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;

/** Small random encoders and batches for tests. */
final class Encoders {

    static final Dropouts NO_DROPOUT = new Dropouts(0, 0, 0, 0);

    private Encoders() {}

    /** Three layers of 16, 50 words, 20 positions. */
    static EncoderConfig config(Layout layout, Activation activation, Dropouts dropouts) {
        BackboneSpec spec = new BackboneSpec(layout.modelType(), 3, 16, 2, 24, 50, 20);
        int embedding = layout == Layout.ALBERT ? 8 : 16;
        int segments = layout == Layout.DISTILBERT ? 0 : layout == Layout.ROBERTA ? 1 : 2;
        return new EncoderConfig(layout, spec, embedding, segments, 0, activation, 1e-12, dropouts);
    }

    static BertBackbone bert(NDManager manager) {
        return create(manager, config(Layout.BERT, Activation.GELU, NO_DROPOUT));
    }

    static BertBackbone create(NDManager manager, EncoderConfig config) {
        return BertBackbone.create(config, manager, TensorSource.random(5, 0.3));
    }

    /** Rows of these lengths, of ids that differ by row and place. */
    static TokenBatch batch(int... lengths) {
        List<TokenSequence> rows = IntStream.range(0, lengths.length)
                .mapToObj(row -> tokens(lengths[row], row))
                .toList();
        return new TokenBatch(rows);
    }

    private static TokenSequence tokens(int length, int row) {
        int[] ids = new int[length];
        Arrays.setAll(ids, i -> (7 * i + 13 * row + 3) % 50);
        return new TokenSequence(ids, new int[length]);
    }
}
