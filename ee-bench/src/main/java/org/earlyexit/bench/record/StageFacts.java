package org.earlyexit.bench.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage of training.
 *
 * @param name the stage's name
 * @param steps how many steps it took
 * @param epochs how many times it went through the training part
 * @param finalLoss the loss at its end, or null where it was not measured
 * @param epochLosses the mean loss of each epoch
 */
public record StageFacts(
        String name, int steps, int epochs, @Nullable Double finalLoss, List<Double> epochLosses) {

    public StageFacts {
        Checks.filled("stage.name", name);
        Checks.notNegative("stage.steps", steps);
        Checks.notNegative("stage.epochs", epochs);
        Checks.finite("stage.finalLoss", finalLoss);
        epochLosses = List.copyOf(Checks.present("stage.epochLosses", epochLosses));
        epochLosses.forEach(loss -> Checks.finite("stage.epochLosses", loss));
    }
}
