package org.earlyexit.exit;

import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;

/** Something that may happen between one layer's evidence and the next, such as the same answer again. */
@FunctionalInterface
public interface LayerEvent {

    /** Whether it happened. */
    boolean happened(LayerEvidence earlier, LayerEvidence later);

    /** Whether it happened at the first layer, which has none before it; never for what compares two layers. */
    default boolean happenedFirst(LayerEvidence first) {
        return false;
    }

    /** Both layers find the same class the most probable; refuses regression. */
    static LayerEvent sameClass() {
        String purpose = "to be the same class";
        return (earlier, later) -> ClassAnswers.of(earlier, purpose).argmax()
                == ClassAnswers.of(later, purpose).argmax();
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

    /**
     * The later answer diverges from the earlier one by less than a threshold; refuses regression.
     *
     * @param threshold in nats, at least 0, where nothing is below it
     */
    static LayerEvent closeAnswers(Divergence divergence, double threshold) {
        if (!(threshold >= 0)) {
            throw new IllegalArgumentException("threshold must be at least 0, was " + threshold);
        }
        String purpose = "to be close to each other";
        return (earlier, later) ->
                divergence.between(ClassAnswers.of(earlier, purpose), ClassAnswers.of(later, purpose)) < threshold;
    }

    /** A signal of the later layer is beyond a threshold, as in {@link ThresholdExit}; the first layer counts too. */
    static LayerEvent beyond(Signal signal, double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold must be a number, was NaN");
        }
        return new LayerEvent() {
            @Override
            public boolean happened(LayerEvidence earlier, LayerEvidence later) {
                return happenedFirst(later);
            }

            @Override
            public boolean happenedFirst(LayerEvidence first) {
                return signal.orientation().stops(signal.value(first), threshold);
            }
        };
    }

    private static double value(Prediction prediction) {
        if (prediction instanceof RegressionValue number) {
            return number.value();
        }
        throw new IllegalArgumentException("answers must be numbers to be close to each other, was " + prediction);
    }
}
