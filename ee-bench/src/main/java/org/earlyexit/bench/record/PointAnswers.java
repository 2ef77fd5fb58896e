package org.earlyexit.bench.record;

import java.util.Arrays;

/**
 * What came of each sample at one operating point: the answer, the layer where it left, and how sure the answer was.
 */
public final class PointAnswers {

    private final double[] answers;
    private final byte[] layers;
    private final float[] scores;

    PointAnswers(double[] answers, byte[] layers, float[] scores) {
        this.answers = answers;
        this.layers = layers;
        this.scores = scores;
    }

    /** How many samples there are. */
    public int size() {
        return answers.length;
    }

    /** The answer: a class from 0, or a number. */
    public double answer(int sample) {
        return answers[sample];
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
        return scores.length == answers.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PointAnswers that
                && Arrays.equals(answers, that.answers)
                && Arrays.equals(layers, that.layers)
                && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(answers) * 31 + Arrays.hashCode(layers);
    }
}
