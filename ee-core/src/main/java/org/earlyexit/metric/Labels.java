package org.earlyexit.metric;

/** The gold labels of a split, by sample number: classes counted from 0, or numbers. */
public final class Labels {

    private final boolean numeric;
    private final double[] values;

    private Labels(boolean numeric, double[] values) {
        this.numeric = numeric;
        this.values = values;
    }

    /**
     * Gold classes.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public static Labels classes(int... classes) {
        double[] values = new double[classes.length];
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] < 0) {
                throw new IllegalArgumentException(
                        "the class of sample %d must not be negative, was %d".formatted(i, classes[i]));
            }
            values[i] = classes[i];
        }
        return new Labels(false, values);
    }

    /**
     * Gold numbers.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    public static Labels values(double... values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "the value of sample %d must be finite, was %s".formatted(i, values[i]));
            }
        }
        return new Labels(true, values.clone());
    }

    /** How many samples there are. */
    public int size() {
        return values.length;
    }

    /** Whether these are numbers and not classes. */
    public boolean numeric() {
        return numeric;
    }

    /**
     * The class of a sample, from 0.
     *
     * @throws IllegalStateException if these are numbers
     */
    public int classAt(int sample) {
        if (numeric) {
            throw new IllegalStateException("labels must be classes to be read as such, were numbers");
        }
        return (int) values[sample];
    }

    /**
     * Makes sure that a model can answer every sample right.
     *
     * @param classes how many classes the model has, {@code C}
     * @throws IllegalArgumentException if a class is not below that
     */
    public void requireClasses(int classes) {
        for (int i = 0; i < values.length; i++) {
            if (classAt(i) >= classes) {
                throw new IllegalArgumentException(
                        "the class of sample %d must be in 0..%d, was %d; give the model the classes of the task"
                                .formatted(i, classes - 1, classAt(i)));
            }
        }
    }

    /**
     * The number of a sample.
     *
     * @throws IllegalStateException if these are classes
     */
    public double valueAt(int sample) {
        if (!numeric) {
            throw new IllegalStateException("labels must be numbers to be read as such, were classes");
        }
        return values[sample];
    }

    /** The labels of some samples, in the order given. */
    public Labels select(int... samples) {
        double[] selected = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            selected[i] = values[samples[i]];
        }
        return new Labels(numeric, selected);
    }
}
