package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.OnePass;
import org.earlyexit.train.ProjectedGradients;
import org.earlyexit.train.Recipe;
import org.junit.jupiter.api.Test;

class RomeBertTest extends MethodContract<RomeBert.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<RomeBert.Settings> factory() {
        return new RomeBert();
    }

    @Override
    protected RomeBert.Settings settings() {
        return new RomeBert.Settings(0.5, 3, true, 0.3);
    }

    /**
     * By hand, gamma 1/2 and T = 1: layer 1 says (1/2, 1/2), layer 2 (1/4, 3/4), the label is 1: CE_2 = -ln 3/4, CE_1 =
     * ln 2, KL(p_2 || p_1) = 1/4 ln 1/2 + 3/4 ln 3/2.
     */
    @Test
    void theLossIsTheFinalClassifiersAndAMixOfLabelsAndDistillation() {
        try (NDManager manager = NDManager.newBaseManager()) {
            FixedBatch batch = FixedBatch.of(
                    CLASSES,
                    manager.create(new long[] {1}),
                    manager.create(new float[][] {{0, 0}}),
                    manager.create(new float[][] {{0, (float) Math.log(3)}}));
            double divergence = 0.25 * Math.log(0.5) + 0.75 * Math.log(1.5);
            Recipe recipe = new RomeBert()
                    .create(new RomeBert.Settings(0.5, 1, false, 0.3), context(CLASSES))
                    .recipe();

            float value = recipe.stages().get(0).objective().value(batch).getFloat();

            assertThat((double) value).isCloseTo(-Math.log(0.75) + 0.5 * Math.log(2) + 0.5 * divergence, within(1e-6));
            assertThat(recipe.stages().get(0).gradients()).isEqualTo(new OnePass());
        }
    }

    @Test
    void everyLayerButTheLastIsRegularised() {
        ProjectedGradients rule =
                (ProjectedGradients) recipe(CLASSES).stages().get(0).gradients();

        assertThat(rule.among().include())
                .containsExactly("backbone.layer[1]", "backbone.layer[2]", "backbone.layer[3]");
        assertThatThrownBy(() -> new RomeBert.Settings(2, 3, true, 0.3))
                .hasMessage("gamma must be in [0, 1] and temperature above 0, were 2.0 and 3.0");
    }
}
