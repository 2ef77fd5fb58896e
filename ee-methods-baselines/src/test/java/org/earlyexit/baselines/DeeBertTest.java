package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StepPolicy;
import org.earlyexit.train.StrategyChoice;
import org.junit.jupiter.api.Test;

class DeeBertTest extends MethodContract<DeeBert.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<DeeBert.Settings> factory() {
        return new DeeBert();
    }

    @Override
    protected DeeBert.Settings settings() {
        return new DeeBert.Settings(0.3, Schedule.SUITE);
    }

    @Test
    void theSecondStageLeavesBackboneAndFinalClassifierBitIdentical() {
        Map<String, List<Float>> afterFirst = trained(CLASSES).snapshots().get(1);
        Map<String, List<Float>> afterSecond = trained(CLASSES).snapshots().get(2);

        assertThat(afterSecond.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(afterFirst.get(entry.getKey())))
                        .map(Map.Entry::getKey))
                .contains("classifier[1].weight", "classifier.pooler[3].weight")
                .allMatch(name -> name.matches("classifier(\\.pooler)?\\[[123]].*"));
    }

    @Test
    void aThresholdOfZeroAnswersAsTheFullModel() {
        List<TokenSequence> samples = ToyTask.of(CLASSES, 5).samples();

        Outcomes full = trained(CLASSES).executor().run(samples, ExitStrategy.NEVER, 16);
        Outcomes zero = trained(CLASSES).executor().run(samples, entropy(0), 16);
        Outcomes all = trained(CLASSES).executor().run(samples, entropy(0.7), 16);

        for (int i = 0; i < samples.size(); i++) {
            assertThat(zero.answer(i)).isEqualTo(full.answer(i));
        }
        assertThat(zero.meanExitLayer()).isEqualTo(LAYERS);
        assertThat(all.meanExitLayer()).isEqualTo(1);
    }

    @Test
    void itsFirstStageIsTheFullModels() {
        Recipe full = new FullModel().create(new NoSettings(), context(CLASSES)).recipe();
        Recipe own = recipe(CLASSES);

        assertThat(Fingerprint.of(own.stages().get(0)))
                .isEqualTo(Fingerprint.of(full.stages().get(0)));
        assertThat(own.classifiers()).isEqualTo(full.classifiers());
    }

    @Test
    void thePublishedScheduleIsTheCodes() {
        DeeBert.Settings official =
                Objects.requireNonNull(new DeeBert().presets().get("official"));

        List<Stage> stages =
                new DeeBert().create(official, context(CLASSES)).recipe().stages();

        assertThat(stages).extracting(Stage::steps).containsOnly(new StepPolicy(3, 8, 1, 0));
        assertThat(stages).extracting(Stage::optimizer).containsOnly(new OptimizerSpec(2e-5, 0, 0, 1, 1e-8));
    }

    @Test
    void aThresholdThatIsNoEntropyIsRefused() {
        assertThatThrownBy(() -> new DeeBert.Settings(-1, Schedule.SUITE))
                .hasMessage("threshold must be at least 0 nats, was -1.0");
    }

    private ExitStrategy entropy(double threshold) {
        StrategyChoice choice = StrategyChoice.of("entropy", Map.of("threshold", threshold));
        return registry().strategy(choice, "strategy", CLASSES, LAYERS);
    }
}
