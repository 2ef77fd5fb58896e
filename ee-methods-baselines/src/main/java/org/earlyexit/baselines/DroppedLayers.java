package org.earlyexit.baselines;

import java.util.List;
import java.util.SplittableRandom;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.train.StageController;
import org.earlyexit.train.StepInfo;

/**
 * LayerDrop in training: each layer is skipped for each sample with a probability.
 *
 * @param rate the probability, in [0, 1)
 */
record DroppedLayers(double rate) implements StageController {

    @Override
    public Controller at(StepInfo step, List<AuxModule> auxModules, SplittableRandom random) {
        return new Dropping(rate, random);
    }

    private record Dropping(double rate, SplittableRandom random) implements Controller {

        @Override
        public LayerAction before(int layer, History upTo) {
            float[] skipped = new float[upTo.current().rows()];
            for (int row = 0; row < skipped.length; row++) {
                skipped[row] = random.nextDouble() < rate ? 1 : 0;
            }
            return new LayerAction.SoftGate(upTo.current().manager().create(skipped));
        }

        @Override
        public boolean passive() {
            return false;
        }
    }
}
