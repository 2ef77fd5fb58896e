package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.SplittableRandom;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerGate;
import org.earlyexit.train.StageController;
import org.earlyexit.train.StepInfo;

/**
 * HadSkip's gates in training, which decide hard and learn soft, and get steeper:
 *
 * <pre>{@code
 * g_l = sigmoid(a_l / T),   h_l = d_l f_l(h_(l-1)) + (1 - d_l) h_(l-1),   d_l = [g_l >= 1/2] with the gradient of g_l
 * T = 1 + (temperature - 1) (1 - progress)
 * }</pre>
 *
 * @param temperature at the beginning, at least 1; 1 at the end
 */
record HomotopicGates(double temperature) implements StageController {

    @Override
    public Controller at(StepInfo step, List<AuxModule> auxModules, SplittableRandom random) {
        double now = 1 + (temperature - 1) * (1 - step.progress());
        return new Straight(LayerGate.among(auxModules), now);
    }

    private record Straight(LayerGate gates, double temperature) implements Controller {

        @Override
        public LayerAction before(int layer, History upTo) {
            NDArray worth = gates.gate(layer, upTo.current()); // (B)
            NDArray soft = Activation.sigmoid(worth.div(worth.getManager().create((float) temperature)));
            NDArray hard = worth.gte(0).toType(DataType.FLOAT32, false);
            NDArray run = soft.add(hard.sub(soft).stopGradient()); // 0 or 1, with the gradient of soft
            return new LayerAction.SoftGate(run.neg().add(1));
        }

        @Override
        public boolean passive() {
            return false;
        }
    }
}
