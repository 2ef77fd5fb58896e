package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.StrategyChoice;
import org.junit.jupiter.api.Test;

class FastBertTest extends MethodContract<FastBert.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<FastBert.Settings> factory() {
        return new FastBert();
    }

    @Override
    protected FastBert.Settings settings() {
        return new FastBert.Settings(0.5, false);
    }

    @Test
    void theStudentsLearnAloneAndTheTeacherStaysAsItIs() {
        Map<String, List<Float>> taught = trained(CLASSES).snapshots().get(1);
        Map<String, List<Float>> after = trained(CLASSES).snapshots().get(2);

        assertThat(after.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(taught.get(entry.getKey())))
                        .map(Map.Entry::getKey))
                .contains("classifier[1].in.weight", "classifier[3].out.weight")
                .allMatch(name -> name.matches("classifier\\[[123]].*"));
    }

    @Test
    void theStudentsReadNoLabels() {
        Objective objective = recipe(CLASSES).stages().get(1).objective();
        try (NDManager manager = NDManager.newBaseManager()) {
            float first = value(objective, manager, 0, 1);
            float other = value(objective, manager, 1, 0);

            assertThat(other).isEqualTo(first).isPositive();
        }
    }

    @Test
    void aThresholdOfZeroAnswersAsTheFullModel() {
        List<TokenSequence> samples = ToyTask.of(CLASSES, 5).samples();
        StrategyChoice choice = StrategyChoice.of("normalized-entropy", Map.of("threshold", 0.0));

        Outcomes full = trained(CLASSES).executor().run(samples, ExitStrategy.NEVER, 16);
        Outcomes zero =
                trained(CLASSES).executor().run(samples, registry().strategy(choice, "with", CLASSES, LAYERS), 16);

        for (int i = 0; i < samples.size(); i++) {
            assertThat(zero.answer(i)).isEqualTo(full.answer(i));
        }
    }

    private static float value(Objective objective, NDManager manager, long... gold) {
        FixedBatch batch = FixedBatch.of(
                CLASSES,
                manager.create(gold),
                manager.create(new float[][] {{1, 2}, {0, 0}}),
                manager.create(new float[][] {{0, 3}, {1, 0}}));
        return objective.value(batch).getFloat();
    }
}
