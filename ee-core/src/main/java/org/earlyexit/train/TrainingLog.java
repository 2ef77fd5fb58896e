package org.earlyexit.train;

import java.util.Map;
import java.util.OptionalDouble;

/** Is told how a training goes. */
@FunctionalInterface
public interface TrainingLog {

    /** Hears nothing. */
    TrainingLog SILENT = epoch -> {};

    /** Called at the end of each epoch. */
    void epoch(EpochReport report);

    /** Called after each step, for progress bars. */
    default void step(String stage, StepInfo step) {}

    /**
     * One epoch.
     *
     * @param stage the stage's name
     * @param epoch from 1
     * @param epochs of the stage at most
     * @param trainingLoss the objective, averaged over the epoch's samples as they were trained on
     * @param stoppingLoss the objective on the stopping part after the epoch; empty where it is not looked at
     * @param learningRate of the epoch's last step
     * @param notes what the terms took down, each averaged over the epoch's rows
     */
    record EpochReport(
            String stage,
            int epoch,
            int epochs,
            double trainingLoss,
            OptionalDouble stoppingLoss,
            double learningRate,
            Map<String, Double> notes) {}
}
