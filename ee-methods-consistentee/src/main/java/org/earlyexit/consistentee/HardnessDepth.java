package org.earlyexit.consistentee;

/** The depth that hardness is measured by. */
public enum HardnessDepth {
    /** The model's layers. */
    MODEL {
        @Override
        int of(int layers) {
            return layers;
        }
    },
    /** Twelve whatever the model, as the published code has it. */
    TWELVE {
        @Override
        int of(int layers) {
            return 12;
        }
    };

    abstract int of(int layers);
}
