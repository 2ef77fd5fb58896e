package org.earlyexit.train;

import java.util.List;
import java.util.SplittableRandom;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;

/**
 * What decides before layers while a stage trains, in place of the model's own controller: gates that are soft at first
 * and hard later, for instance. A record: its values are part of the key of whatever is trained with it.
 */
public interface StageController {

    /**
     * The controller of one step.
     *
     * @param auxModules the model's own, in the recipe's order
     * @param random for what is drawn in the step: it follows from the run's seed, the stage and the step
     */
    Controller at(StepInfo step, List<AuxModule> auxModules, SplittableRandom random);
}
