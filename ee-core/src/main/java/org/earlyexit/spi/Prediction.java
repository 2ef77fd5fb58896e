package org.earlyexit.spi;

/** What a classifier answers for one sample. */
public sealed interface Prediction permits ClassDistribution, RegressionValue {

    /**
     * Reads the outputs of a classifier.
     *
     * @param kind what the task asks for
     * @param outputs the {@code C} logits of a classification, or the one value of a regression
     * @throws IllegalArgumentException if the number of outputs does not fit the task
     */
    static Prediction of(TaskKind kind, float... outputs) {
        if (outputs.length != kind.outputs()) {
            throw new IllegalArgumentException(
                    "outputs must be %d numbers for %s, was %d".formatted(kind.outputs(), kind, outputs.length));
        }
        return kind instanceof TaskKind.Regression
                ? new RegressionValue(outputs[0])
                : ClassDistribution.ofLogits(outputs);
    }
}
