package org.earlyexit.train;

import java.util.List;

/**
 * How a stage went.
 *
 * @param stage its name
 * @param steps updates that were made
 * @param epochs epochs that were run
 * @param bestEpoch the epoch, from 1, whose parameters the model has now
 * @param trainingLosses the mean objective of each epoch
 * @param stoppingLosses the objective on the stopping part after each epoch; empty where it is not looked at
 * @param facts what is known of the training part's samples now, for the stages after this one
 */
public record StageResult(
        String stage,
        int steps,
        int epochs,
        int bestEpoch,
        List<Double> trainingLosses,
        List<Double> stoppingLosses,
        SampleFacts facts) {

    public StageResult {
        trainingLosses = List.copyOf(trainingLosses);
        stoppingLosses = List.copyOf(stoppingLosses);
    }

    /** The mean objective of the last epoch. */
    public double trainingLoss() {
        return trainingLosses.get(trainingLosses.size() - 1);
    }
}
