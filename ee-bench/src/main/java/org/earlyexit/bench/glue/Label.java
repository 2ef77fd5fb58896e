package org.earlyexit.bench.glue;

/** The right answer for a sample, or an answer given to it. */
public sealed interface Label {

    /**
     * A class, by its place in {@link TaskShape.Classes#labels()}.
     *
     * @param index from 0
     */
    record ClassLabel(int index) implements Label {
        public ClassLabel {
            if (index < 0) {
                throw new IllegalArgumentException("a class index must be at least 0, was " + index);
            }
        }
    }

    /**
     * A score, in the range of {@link TaskShape.Score}.
     *
     * @param value finite
     */
    record ScoreLabel(double value) implements Label {
        public ScoreLabel {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a score must be a finite number, was " + value);
            }
        }
    }
}
