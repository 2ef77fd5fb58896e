package org.earlyexit.smartbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Metric;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.testkit.ToyTraining;
import org.earlyexit.train.EpochChoice;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StepPolicy;
import org.earlyexit.train.StrategyChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmartBertTest extends MethodContract<SmartBertSettings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<SmartBertSettings> factory() {
        return new SmartBert();
    }

    @Override
    protected SmartBertSettings settings() {
        return with(Map.of("lambda", 0.3));
    }

    @Test
    void eachStageMovesWhatThePaperSays() {
        List<Map<String, List<Float>>> snapshots = trained(CLASSES).snapshots();

        assertThat(changed(snapshots, 1))
                .anyMatch(name -> name.startsWith("toy.tokens"))
                .anyMatch(name -> name.startsWith("toy.layer"))
                .contains("aux.gate[1].in.weight", "aux.gate[4].out.bias", "aux.contrast[4].norm.weight")
                .contains("classifier[4].in.weight", "classifier[4].out.bias")
                .noneMatch(name -> name.matches("classifier\\[[123]].*|aux\\.projection.*"));
        assertThat(changed(snapshots, 2))
                .contains("classifier[1].in.weight", "classifier[3].out.bias", "aux.projection[3].out.weight")
                .allMatch(name -> name.matches("classifier\\[[123]].*|aux\\.projection\\[[123]].*"));
    }

    @Test
    void aThresholdOfOneRunsEveryLayerAndOneOfZeroNone() {
        List<TokenSequence> samples = ToyTask.of(CLASSES, 5).samples();
        EarlyExitModel model = trained(CLASSES).model();

        Outcomes all = gated(model, 1).run(samples, ExitStrategy.NEVER, 16);
        Outcomes none = gated(model, 0).run(samples, ExitStrategy.NEVER, 16);

        for (int i = 0; i < samples.size(); i++) {
            assertThat(all.executedLayers(i)).isEqualTo(LAYERS);
            assertThat(none.executedLayers(i)).isZero();
            assertThat(none.exitLayer(i)).isEqualTo(LAYERS);
        }
    }

    @Test
    void aThresholdBeyondEveryEntropyLeavesAtTheFirstLayerThatRan() {
        List<TokenSequence> samples = ToyTask.of(CLASSES, 5).samples();
        Executor executor = new Executor(trained(CLASSES).model(), manager());
        Outcomes never = executor.run(samples, entropy(0), 16);
        Outcomes always = executor.run(samples, entropy(0.7), 16); // above ln 2

        for (int i = 0; i < samples.size(); i++) {
            int first = 1;
            while (first < LAYERS && !never.executed(i, first)) {
                first++;
            }
            assertThat(never.exitLayer(i)).isEqualTo(LAYERS);
            assertThat(always.exitLayer(i)).isEqualTo(first);
        }
    }

    @Test
    void aHigherEntropyThresholdNeverRunsMoreLayersOfAnySample() {
        List<TokenSequence> samples = ToyTask.of(CLASSES, 5).samples();
        Executor executor = new Executor(trained(CLASSES).model(), manager());
        List<Outcomes> runs = DoubleStream.of(0, 0.05, 0.2, 0.4, 0.6, 0.7)
                .mapToObj(threshold -> executor.run(samples, entropy(threshold), 16))
                .toList();

        for (int run = 1; run < runs.size(); run++) {
            for (int i = 0; i < samples.size(); i++) {
                assertThat(runs.get(run).executedLayers(i)).isLessThanOrEqualTo(runs.get(run - 1).executedLayers(i));
            }
        }
    }

    /** Same seed, same everything but lambda. */
    @Test
    void moreRewardForSkippingRunsFewerLayers() {
        List<Double> executed = new ArrayList<>();
        for (double lambda : List.of(0.0, 0.3, 3.0)) {
            executed.add(meanExecuted(with(Map.of("lambda", lambda))));
        }

        assertThat(executed.get(2)).as("%s", executed).isLessThan(executed.get(0) - 0.5);
        assertThat(executed.get(1)).as("%s", executed).isLessThanOrEqualTo(executed.get(0) + 0.1);
        assertThat(executed.get(2)).as("%s", executed).isLessThanOrEqualTo(executed.get(1) + 0.1);
    }

    @Test
    void thePresetsDifferInEverySwitchOfThePublishedCode() {
        OptimizerSpec suite = new OptimizerSpec(5e-4, 0, 0.1, 1, 1e-8);
        MethodContext context = new MethodContext(12, CLASSES, suite, new StepPolicy(10, 32, 2, 3), Metric.F1, true);
        List<Stage> paper = recipe(SmartBertSettings.PAPER, context).stages();
        List<Stage> official = recipe(SmartBertSettings.OFFICIAL, context).stages();

        assertThat(paper)
                .extracting(Stage::steps)
                .containsExactly(new StepPolicy(10, 32, 2, 0), new StepPolicy(4, 32, 2, 0));
        assertThat(paper).extracting(Stage::optimizer).containsExactly(suite, suite);
        assertThat(paper.get(0).choice()).contains(new EpochChoice(Metric.F1, 7));
        assertThat(paper.get(0).controller()).contains(new TrainingGates(6, 0.5, false));
        assertThat(paper.get(1).controller()).contains(new TrainingGates(0, 0.5, true));
        assertThat(paper.get(1).choice()).isEmpty();
        assertThat(paper.get(1).frozen()).isEqualTo(Phase.INFERENCE);
        assertThat(official)
                .extracting(Stage::steps)
                .containsExactly(new StepPolicy(5, 16, 1, 0), new StepPolicy(4, 16, 1, 0));
        assertThat(official.get(0).optimizer()).isEqualTo(new OptimizerSpec(2e-5, 0.01, 0.013, 1, 1e-8));
        assertThat(official.get(0).choice()).contains(new EpochChoice(Metric.F1, 1));
        assertThat(official.get(0).controller()).contains(new TrainingGates(3, 0.5, false));
        assertThat(official.get(1).frozen()).isEqualTo(Phase.TRAINING);
        assertThat(paper.get(1).trainable().include()).hasSize(22).contains("aux.projection[11]");
        assertThat(official.get(1).trainable().include()).hasSize(21).doesNotContain("aux.projection[11]");
    }

    @Test
    void lossesThatCountNothingAreNotWorkedOut() {
        MethodContext context = context(CLASSES);
        Recipe both = recipe(settings(), context);
        Recipe none = recipe(with(Map.of("eta1", 0.0, "eta2", 0.0)), context);

        assertThat(both.auxModules()).hasSize(3);
        assertThat(none.auxModules()).hasSize(1);
        assertThat(none.stages().get(0).objective().terms())
                .extracting(Objective.Summand::coefficient)
                .containsExactly(1.0, 0.04);
        assertThat(none.stages().get(1).objective().terms()).hasSize(1);
        assertThat(both.stages().get(0).objective().terms())
                .extracting(Objective.Summand::coefficient)
                .containsExactly(0.99, 0.99 * 0.3, 0.01);
        assertThat(both.stages().get(1).objective().terms())
                .extracting(Objective.Summand::coefficient)
                .containsExactly(0.95, 0.05 / 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lambda | -1 | lambda must be at least 0, was -1.0",
                "eta1 | 1 | eta1 must be in [0, 1), was 1.0",
                "eta2 | -0.1 | eta2 must be in [0, 1), was -0.1",
                "tau1 | 0 | tau1 must be above 0, was 0.0",
                "tau2 | NaN | tau2 must be above 0, was NaN",
                "skipThreshold | 1.5 | skipThreshold must be in [0, 1], was 1.5",
                "threshold | -1 | threshold must be at least 0, was -1.0",
                "dropout | 1 | dropout must be in [0, 1), was 1.0",
                "softShare | 2 | softShare must be in [0, 1], was 2.0",
                "classifierRate | 0 | classifierRate must be above 0, was 0.0"
            })
    void settingsThatCannotWorkAreRefused(String name, double value, String message) {
        assertThatThrownBy(() -> with(Map.of(name, value))).hasMessageContaining(message);
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> with(Map.of("classifierEpochs", 0)))
                .hasMessageContaining("classifierEpochs must be at least 1, was 0");
        assertThatThrownBy(() -> with(Map.of("width", 10)))
                .hasMessageContaining(
                        "width must be 0 or a multiple of gateHeads and classifierHeads, were 10, 2 and 4");
        assertThatThrownBy(() -> recipe(with(Map.of("softShare", 1.0)), context(CLASSES)))
                .hasMessage(
                        "hardEpochsOnly must be false where softShare leaves no hard epoch, was true with 12 of 12 epochs soft");
    }

    @Test
    void whatItCannotDoIsRefusedBeforeTraining() {
        MethodContext fits = context(CLASSES);
        MethodContext regression = context(new TaskKind.Regression());
        MethodContext rigid = new MethodContext(4, CLASSES, fits.optimizer(), fits.steps(), Metric.ACCURACY, false);
        MethodContext shallow = new MethodContext(2, CLASSES, fits.optimizer(), fits.steps());

        assertThatThrownBy(() -> recipe(settings(), regression))
                .hasMessage("smartbert needs classes, which a regression does not have; use pabee or fixed-layer");
        assertThatThrownBy(() -> recipe(settings(), rigid))
                .hasMessage(
                        "smartbert needs a backbone whose layers can be skipped, which this one's cannot; use deebert or pabee");
        assertThatThrownBy(() -> recipe(settings(), shallow))
                .hasMessage("smartbert needs a backbone of at least 3 layers, was 2");
    }

    private double meanExecuted(SmartBertSettings settings) {
        Recipe recipe = recipe(settings, context(CLASSES));
        List<TokenSequence> samples = ToyTask.of(CLASSES, 5).samples();
        try (ToyTraining training = ToyTraining.of(recipe, ToyTask.of(CLASSES, 5), LAYERS, 5)) {
            Outcomes outcomes = training.executor().run(samples, ExitStrategy.NEVER, 16);
            double sum = 0;
            for (int i = 0; i < samples.size(); i++) {
                sum += outcomes.executedLayers(i);
            }
            return sum / samples.size();
        }
    }

    private Executor gated(EarlyExitModel model, double threshold) {
        return new Executor(model.with(new SkippingGates(threshold).build(model.auxModules())), manager());
    }

    private ai.djl.ndarray.NDManager manager() {
        return trained(CLASSES).model().parameters().list().get(0).array().getManager();
    }

    private ExitStrategy entropy(double threshold) {
        StrategyChoice choice = StrategyChoice.of("entropy", Map.of("threshold", threshold));
        return registry().strategy(choice, "strategy", CLASSES, LAYERS);
    }

    private static Recipe recipe(SmartBertSettings settings, MethodContext context) {
        return new SmartBert().create(settings, context).recipe();
    }

    private static List<String> changed(List<Map<String, List<Float>>> snapshots, int stage) {
        return snapshots.get(stage).keySet().stream()
                .filter(name -> !Objects.equals(
                        snapshots.get(stage).get(name), snapshots.get(stage - 1).get(name)))
                .toList();
    }

    private static SmartBertSettings with(Map<String, ?> changes) {
        Map<String, Object> values = new LinkedHashMap<>(Settings.describe(SmartBertSettings.PAPER));
        values.putAll(changes);
        return Settings.read("with", values, SmartBertSettings.class);
    }
}
