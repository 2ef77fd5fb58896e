package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.OnePass;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.TaskLoss;
import org.junit.jupiter.api.Test;

class L2wDenTest extends MethodContract<L2wDen.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<L2wDen.Settings> factory() {
        return new L2wDen();
    }

    @Override
    protected L2wDen.Settings settings() {
        return new L2wDen.Settings(0.5, 0.75, 1e-2, 0.05, 1, 0.8);
    }

    @Test
    void withoutEpsilonItIsUniformJointTraining() {
        Recipe own = new L2wDen()
                .create(new L2wDen.Settings(0, 0.75, 1e-2, 0.05, 1, 0.8), context(CLASSES))
                .recipe();

        assertThat(own.stages().get(0).objective()).isEqualTo(Objective.of(new TaskLoss(), LayerWeighting.UNIFORM));
        assertThat(own.stages().get(0).gradients()).isEqualTo(new OnePass());
        assertThat(own.auxModules()).isEmpty();
    }

    @Test
    void theNetworkLearns() {
        Map<String, List<Float>> before = trained(CLASSES).snapshots().get(0);
        Map<String, List<Float>> after = trained(CLASSES).snapshots().get(1);

        assertThat(after.get("aux.weights.in.weight")).isNotEqualTo(before.get("aux.weights.in.weight"));
        assertThat(trained(CLASSES).model().scoreNames()).isEmpty();
    }

    /**
     * Eight samples, three layers, share 1/2: q = 4/7, 2/7, 1/7, so the first keeps floor(32/7) = 4, the second 2, the
     * last the other 2. All layers are the surer the lower a sample's number.
     */
    @Test
    void eachSampleLeavesOnceTheSurestFirst() {
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] rows = new float[16];
            for (int i = 0; i < 8; i++) {
                rows[2 * i] = 8 - i;
            }
            NDArray logits = manager.create(rows, new Shape(8, 2));
            FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[8]), logits, logits, logits);
            BudgetExits exits = new BudgetExits(0.5);

            assertThat(exits.weights(1, batch).toFloatArray()).containsExactly(2, 2, 2, 2, 0, 0, 0, 0);
            assertThat(exits.weights(2, batch).toFloatArray()).containsExactly(0, 0, 0, 0, 4, 4, 0, 0);
            assertThat(exits.weights(3, batch).toFloatArray()).containsExactly(0, 0, 0, 0, 0, 0, 4, 4);
        }
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new L2wDen.Settings(-1, 0.75, 1e-2, 0.05, 1, 0.8))
                .hasMessage("epsilon must be at least 0 and share above 0, were -1.0 and 0.75");
    }
}
