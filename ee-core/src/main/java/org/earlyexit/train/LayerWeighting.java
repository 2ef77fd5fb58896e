package org.earlyexit.train;

import ai.djl.ndarray.NDArray;

/** The fixed weightings that depend on the layer alone. */
public enum LayerWeighting implements Weighting {
    /** 1 at the last layer, 0 before: ordinary fine-tuning. */
    FINAL {
        @Override
        double weight(int layer, int layers) {
            return layer == layers ? 1 : 0;
        }
    },
    /** 1 at every layer but the last: DeeBERT's second stage. */
    ALL_BUT_FINAL {
        @Override
        double weight(int layer, int layers) {
            return layer == layers ? 0 : 1;
        }
    },
    /** 1 at every layer: a plain sum. */
    UNIFORM {
        @Override
        double weight(int layer, int layers) {
            return 1;
        }
    },
    /** {@code l / sum_k k}: each layer weighted by its depth, as PABEE and ConsistentEE's first stage do. */
    DEPTH {
        @Override
        double weight(int layer, int layers) {
            return layer / (layers * (layers + 1) / 2.0);
        }
    },
    /** {@code (L - l + 1) / sum_k k}: the other way round. */
    SHALLOWNESS {
        @Override
        double weight(int layer, int layers) {
            return DEPTH.weight(layers - layer + 1, layers);
        }
    };

    abstract double weight(int layer, int layers);

    @Override
    public NDArray weights(int layer, TrainingBatch batch) {
        return batch.manager().create((float) weight(layer, batch.layers()));
    }

    @Override
    public boolean reads(int layer, int layers) {
        return weight(layer, layers) != 0;
    }
}
