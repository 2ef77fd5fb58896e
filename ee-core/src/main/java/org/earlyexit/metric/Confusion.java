package org.earlyexit.metric;

/**
 * How often each gold class was answered with each class: all that accuracy, F1 and Matthews need. Counts may be added
 * one by one; one thread at a time.
 */
public final class Confusion {

    private final int classes;
    private final int[] cells;
    private int samples;

    /**
     * A table of zeros.
     *
     * @param classes how many there are, {@code C}
     */
    public Confusion(int classes) {
        this.classes = classes;
        this.cells = new int[classes * classes];
    }

    /** Counts samples of one gold class with one answer. */
    public void add(int gold, int answer, int count) {
        requireClass("gold class", gold);
        requireClass("answered class", answer);
        cells[gold * classes + answer] += count;
        samples += count;
    }

    /** How many classes there are, {@code C}. */
    public int classes() {
        return classes;
    }

    /** How many samples were counted, {@code n}. */
    public int samples() {
        return samples;
    }

    /** How many samples of a gold class got an answer. */
    public int count(int gold, int answer) {
        return cells[gold * classes + answer];
    }

    private void requireClass(String what, int label) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("%s must be in 0..%d, was %d".formatted(what, classes - 1, label));
        }
    }
}
