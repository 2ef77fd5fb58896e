package org.earlyexit.train;

/**
 * How a stage goes through its samples.
 *
 * @param epochs passes over the training part, at least 1
 * @param batchSize rows of a batch
 * @param accumulation batches whose gradients are added before a step
 * @param patience epochs without a better calibration loss before the stage ends; 0 never ends early. In either case
 *     the parameters of the best epoch are kept where this is above 0, those of the last epoch where it is 0
 */
public record StepPolicy(int epochs, int batchSize, int accumulation, int patience) {
    public StepPolicy {
        if (epochs < 1 || batchSize < 1 || accumulation < 1 || patience < 0) {
            throw new IllegalArgumentException(
                    "epochs, batchSize and accumulation must be at least 1 and patience at least 0, were %d, %d, %d and %d"
                            .formatted(epochs, batchSize, accumulation, patience));
        }
    }

    public StepPolicy withEpochs(int other) {
        return new StepPolicy(other, batchSize, accumulation, patience);
    }
}
