package org.earlyexit.exit;

import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;

/** Something that may happen between one layer's evidence and the next, such as the same answer again. */
@FunctionalInterface
public interface LayerEvent {

    /** Whether it happened. */
    boolean happened(LayerEvidence earlier, LayerEvidence later);

    /** Both layers find the same class the most probable; refuses regression. */
    static LayerEvent sameClass() {
        return (earlier, later) -> answeredClass(earlier.prediction()) == answeredClass(later.prediction());
    }

    /**
     * The two layers' values differ by less than a tolerance; refuses classification.
     *
     * @param tolerance in the units of the task's labels, above 0
     */
    static LayerEvent closeValues(double tolerance) {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("tolerance must be above 0, was " + tolerance);
        }
        return (earlier, later) -> Math.abs(value(earlier.prediction()) - value(later.prediction())) < tolerance;
    }

    private static int answeredClass(Prediction prediction) {
        if (prediction instanceof ClassDistribution distribution) {
            return distribution.argmax();
        }
        throw new IllegalArgumentException(
                "answers must be distributions over classes to be the same class, was " + prediction);
    }

    private static double value(Prediction prediction) {
        if (prediction instanceof RegressionValue number) {
            return number.value();
        }
        throw new IllegalArgumentException("answers must be numbers to be close to each other, was " + prediction);
    }
}
