package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.earlyexit.cost.CostModel;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StrategyChoice;
import org.junit.jupiter.api.Test;

class CascadeBertTest extends MethodContract<CascadeBert.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<CascadeBert.Settings> factory() {
        return new CascadeBert();
    }

    @Override
    protected CascadeBert.Settings settings() {
        return new CascadeBert.Settings(1, 0.5, 0.5, 0.8);
    }

    /** Of 1 + 4 layers against 4: a threshold of nothing saves three quarters, one of everything costs 5/4. */
    @Test
    void costsAddUp() {
        EarlyExitModel model = trained(CLASSES).model();
        List<TokenSequence> samples = ToyTask.of(CLASSES, 5).samples();
        int[] tokens = samples.stream().mapToInt(TokenSequence::length).toArray();

        Outcomes small = trained(CLASSES).executor().run(samples, at(1e-9), 16);
        Outcomes both = trained(CLASSES).executor().run(samples, at(2), 16);

        assertThat(small.meanExitLayer()).isEqualTo(1);
        assertThat(both.meanExitLayer()).isEqualTo(5);
        assertThat(CostModel.of(model).summary(small, tokens).savedLayerFraction())
                .isEqualTo(0.75);
        assertThat(CostModel.of(model).summary(both, tokens).savedLayerFraction())
                .isEqualTo(-0.25);
    }

    private ExitStrategy at(double threshold) {
        StrategyChoice choice =
                StrategyChoice.of("placed-max-probability", Map.of("threshold", threshold, "layers", List.of(1)));
        return registry().strategy(choice, "with", CLASSES, 5);
    }

    /** Easy samples are sure by 0.9 and 0.6, the difficult one by 0.7: max(0, 0.5 - 0.2) and 0.5 + 0.1, on average. */
    @Test
    void easySamplesShouldBeSurer() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.create(new float[][] {{logit(0.9), 0}, {logit(0.6), 0}, {logit(0.7), 0}});
            FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {0, 0, 1}), logits);

            assertThat(new ConfidenceOrder(0.5)
                            .values(1, batch.knowing(WrongAnswers.NAME, 0f, 0f, 1f))
                            .toFloatArray())
                    .containsExactly(new float[] {0.45f, 0.45f, 0.45f}, within(1e-5f));
            assertThat(new ConfidenceOrder(0.1)
                            .values(1, batch.knowing(WrongAnswers.NAME, 0f, 1f, 1f))
                            .getFloat(0))
                    .as("set apart by the margin")
                    .isZero();
            assertThat(new ConfidenceOrder(0.5)
                            .values(1, batch.knowing(WrongAnswers.NAME, 0f, 0f, 0f))
                            .getFloat(0))
                    .as("all are easy")
                    .isZero();
        }
    }

    @Test
    void withoutAnOrderThereIsOneStage() {
        Recipe plain = new CascadeBert()
                .create(new CascadeBert.Settings(1, 0, 0, 0.8), context(CLASSES))
                .recipe();

        assertThat(plain.stages()).hasSize(1);
        assertThat(plain.restart()).isEqualTo(1);
        assertThat(recipe(CLASSES).stages().get(1).facts()).containsExactly(new WrongAnswers(1));
        assertThatThrownBy(() -> new CascadeBert.Settings(0, 0, 0, 0.8))
                .hasMessage("small must be at least 1, weight and margin at least 0, were 0, 0.0 and 0.0");
    }

    private static float logit(double probability) {
        return (float) Math.log(probability / (1 - probability));
    }
}
