package org.earlyexit.train;

/**
 * How a stage goes through its samples.
 *
 * @param epochs passes over the training part, at least 1
 * @param batchSize samples of a batch
 * @param accumulation batches whose gradients are added before a step
 * @param patience epochs without a better stopping loss before the stage ends; 0 never ends early. In either case the
 *     parameters of the best epoch are kept where this is above 0, those of the last epoch where it is 0
 * @param copies how often each batch's samples are repeated, {@code K}: copy {@code j} of sample {@code i} of {@code B}
 *     is row {@code j B + i}, both from 0. Copies differ by dropout and by what a method draws
 */
public record StepPolicy(int epochs, int batchSize, int accumulation, int patience, int copies) {
    public StepPolicy {
        if (epochs < 1 || batchSize < 1 || accumulation < 1 || patience < 0) {
            throw new IllegalArgumentException(
                    "epochs, batchSize and accumulation must be at least 1 and patience at least 0, were %d, %d, %d and %d"
                            .formatted(epochs, batchSize, accumulation, patience));
        }
        if (copies < 1) {
            throw new IllegalArgumentException("copies must be at least 1, was " + copies);
        }
    }

    /** Each sample once a batch. */
    public StepPolicy(int epochs, int batchSize, int accumulation, int patience) {
        this(epochs, batchSize, accumulation, patience, 1);
    }

    public StepPolicy withEpochs(int other) {
        return new StepPolicy(other, batchSize, accumulation, patience, copies);
    }
}
