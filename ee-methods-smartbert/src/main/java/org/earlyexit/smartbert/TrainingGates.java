package org.earlyexit.smartbert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.SplittableRandom;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerGate;
import org.earlyexit.model.LayerState;
import org.earlyexit.train.StageController;
import org.earlyexit.train.StepInfo;

/**
 * Gates as they train: soft at first, then hard.
 *
 * <pre>{@code h_l = (1 - w_l) f_l(x_l) + w_l x_l
 * soft:  w_l = g_l
 * hard:  w_l = g_l + stopGradient([g_l >= s] - g_l),   0 or 1 with the gradient of g_l}</pre>
 *
 * @param softEpochs how many epochs are soft before the first hard one
 * @param threshold {@code s} of the hard ones
 * @param showsRaw whether classifiers are shown {@code f_l(x_l)} of every layer, those that are skipped included,
 *     rather than {@code h_l}
 */
record TrainingGates(int softEpochs, double threshold, boolean showsRaw) implements StageController {

    @Override
    public Controller at(StepInfo step, List<AuxModule> auxModules, SplittableRandom random) {
        return new Blending(LayerGate.among(auxModules), step.epoch() < softEpochs);
    }

    /** The straight-through estimator, float32 (B). */
    static NDArray hard(NDArray gates, double threshold) {
        NDArray decided = gates.gte((float) threshold).toType(DataType.FLOAT32, false);
        return gates.add(decided.sub(gates).stopGradient());
    }

    /** The controller of one step. */
    private final class Blending implements Controller {

        private final LayerGate gates;
        private final boolean soft;

        Blending(LayerGate gates, boolean soft) {
            this.gates = gates;
            this.soft = soft;
        }

        @Override
        public LayerAction before(int layer, History upTo) {
            LayerState incoming = upTo.current();
            NDArray gate = gates.gate(layer, incoming);
            return new LayerAction.SoftGate(gate, soft ? gate : hard(gate, threshold), showsRaw);
        }

        @Override
        public boolean passive() {
            return false;
        }
    }
}
