package org.earlyexit.bench.record;

import java.util.Arrays;

/**
 * What came of each sample at one operating point: the answer, the layer where it left, and how sure the answer was.
 */
public final class PointAnswers {

    private final byte[] classes;
    private final double[] numbers;
    private final byte[] layers;
    private final float[] scores;

    /** Classes are kept in a byte each, as results of many runs are held at once. */
    PointAnswers(boolean numeric, double[] answers, byte[] layers, float[] scores) {
        this.numbers = numeric ? answers : new double[0];
        this.classes = new byte[numeric ? 0 : answers.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (byte) answers[i];
        }
        this.layers = layers;
        this.scores = scores;
    }

    /** How many samples there are. */
    public int size() {
        return layers.length;
    }

    /** The answer: a class from 0, or a number. */
    public double answer(int sample) {
        return numbers.length == 0 ? classes[sample] : numbers[sample];
    }

    /** The layer where the sample left, from 1. */
    public int layer(int sample) {
        return layers[sample];
    }

    /** The probability of the answer; NaN where answers are numbers, or where it was not written. */
    public double score(int sample) {
        return scored() ? scores[sample] : Double.NaN;
    }

    /** Whether it was written how sure each answer was. */
    public boolean scored() {
        return scores.length == layers.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PointAnswers that
                && Arrays.equals(classes, that.classes)
                && Arrays.equals(numbers, that.numbers)
                && Arrays.equals(layers, that.layers)
                && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(classes) * 31 + Arrays.hashCode(layers);
    }
}
