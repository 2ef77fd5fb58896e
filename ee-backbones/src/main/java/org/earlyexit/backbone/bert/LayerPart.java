package org.earlyexit.backbone.bert;

/** The linear layers and norms of a layer, each with a weight and a bias, and what the layouts call them. */
enum LayerPart {
    QUERY("attention.self.query", "attention.query", "attention.q_lin"),
    KEY("attention.self.key", "attention.key", "attention.k_lin"),
    VALUE("attention.self.value", "attention.value", "attention.v_lin"),
    PROJECTION("attention.output.dense", "attention.dense", "attention.out_lin"),
    ATTENTION_NORM("attention.output.LayerNorm", "attention.LayerNorm", "sa_layer_norm"),
    INNER("intermediate.dense", "ffn", "ffn.lin1"),
    OUTPUT("output.dense", "ffn_output", "ffn.lin2"),
    OUTPUT_NORM("output.LayerNorm", "full_layer_layer_norm", "output_layer_norm");

    private final String bert;
    private final String albert;
    private final String distilbert;

    LayerPart(String bert, String albert, String distilbert) {
        this.bert = bert;
        this.albert = albert;
        this.distilbert = distilbert;
    }

    String name(Layout layout) {
        return switch (layout) {
            case BERT, ROBERTA -> bert;
            case ALBERT -> albert;
            case DISTILBERT -> distilbert;
        };
    }
}
