package org.earlyexit.spi;

/** What a task asks for: one of {@code C} classes, or a number. */
public sealed interface TaskKind {

    /** How many numbers a classifier puts out for a sample: {@code C} for classes, 1 for a number. */
    int outputs();

    /**
     * A choice among classes.
     *
     * @param classes how many there are, {@code C}, at least 2
     */
    record Classification(int classes) implements TaskKind {
        public Classification {
            if (classes < 2) {
                throw new IllegalArgumentException("classes must be at least 2, was " + classes);
            }
        }

        @Override
        public int outputs() {
            return classes;
        }
    }

    /** A number, as in graded similarity. */
    record Regression() implements TaskKind {
        @Override
        public int outputs() {
            return 1;
        }
    }
}
