package org.earlyexit.bench.record;

import java.util.List;

/**
 * How a method was trained.
 *
 * @param stages its stages in order, none for a method that trains nothing
 * @param sharedWith which rows use the same training, empty if none
 */
public record TrainingFacts(List<StageFacts> stages, String sharedWith) {

    public TrainingFacts {
        stages = List.copyOf(Checks.present("training.stages", stages));
        Checks.text("training.sharedWith", sharedWith);
    }
}
