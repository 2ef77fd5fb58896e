package org.earlyexit.consistentee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.Phase;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.testkit.ToyTraining;
import org.earlyexit.train.MemorizedLayerFact;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StepPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsistentEeTest extends MethodContract<ConsistentEeSettings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<ConsistentEeSettings> factory() {
        return new ConsistentEe();
    }

    @Override
    protected ConsistentEeSettings settings() {
        return with(Map.of("alpha", 0.05, "rounds", 2, "refreshMemorized", true));
    }

    @Override
    protected boolean falls(String stage) {
        return stage.equals("joint");
    }

    @Test
    void eachStageMovesWhatThePaperSays() {
        List<Map<String, List<Float>>> snapshots = trained(CLASSES).snapshots();

        assertThat(changed(snapshots, 1)).isNotEmpty().noneMatch(name -> name.startsWith("aux.policy"));
        assertThat(changed(snapshots, 2))
                .contains("aux.policy[1].inner.weight", "aux.policy[3].outer.bias")
                .allMatch(name -> name.matches("aux\\.policy\\[[123]].*"));
        assertThat(changed(snapshots, 3))
                .anyMatch(name -> name.startsWith("toy."))
                .anyMatch(name -> name.startsWith("classifier"))
                .anyMatch(name -> name.startsWith("aux.policy"));
    }

    @Test
    void memorizedLayersAreKnownAfterTheSecondStageAndKeptOrRefreshed() {
        var results = trained(CLASSES).results();

        assertThat(results)
                .extracting(result -> result.stage())
                .containsExactly("joint", "policy-1", "both-1", "policy-2", "both-2");
        assertThat(results.get(0).facts().names()).isEmpty();
        assertThat(results.get(1).facts().values(MemorizedLayerFact.NAME)).hasSize(ToyTask.SAMPLES);
        assertThat(results.get(2).facts()).isEqualTo(results.get(1).facts());
        assertThat(results.get(4).facts()).isEqualTo(results.get(3).facts());
    }

    /** Same seed, same everything but alpha: the toy's easy samples need one layer. */
    @Test
    void aHigherPriceOfLayersNeverLeavesLater() {
        List<Double> means = new ArrayList<>();
        for (double alpha : List.of(0.0, 0.02, 0.1, 0.5)) {
            ConsistentEeSettings priced = with(Map.of("alpha", alpha, "policyEpochs", 20, "reward", "uniform"));
            means.add(meanExitLayer(priced));
        }

        assertThat(means.get(3)).as("%s", means).isLessThan(means.get(0) - 0.5);
        for (int i = 1; i < means.size(); i++) {
            assertThat(means.get(i)).as("%s", means).isLessThanOrEqualTo(means.get(i - 1) + 0.1);
        }
    }

    @Test
    void aPolicyThatIsSureDecidesAlone() {
        ToyTraining training = trained(CLASSES);
        List<org.earlyexit.model.TokenSequence> samples = ToyTask.of(CLASSES, 5).samples();
        ExitStrategy strategy = registry().strategy(recipe(CLASSES).strategy(), "strategy", CLASSES, LAYERS);
        Outcomes full = training.executor().run(samples, ExitStrategy.NEVER, 16);

        Biases biases = new Biases(training.model());
        biases.set(-1000, -1000, -1000, -1000);
        Outcomes never = training.executor().run(samples, strategy, 16);
        biases.set(1000, -1000, -1000, -1000);
        Outcomes first = training.executor().run(samples, strategy, 16);
        biases.restore();

        for (int i = 0; i < samples.size(); i++) {
            assertThat(never.answer(i)).isEqualTo(full.answer(i));
        }
        assertThat(never.meanExitLayer()).isEqualTo(LAYERS);
        assertThat(first.meanExitLayer()).isEqualTo(1);
        assertThat(first.executedLayers(0)).isEqualTo(1);
    }

    @Test
    void thePresetsDifferInEverySwitchOfThePublishedCode() {
        MethodContext context = new MethodContext(
                12, CLASSES, new OptimizerSpec(5e-4, 0.01, 0.1, 1, 1e-8), new StepPolicy(3, 16, 1, 2));
        List<Stage> paper = stages(ConsistentEeSettings.PAPER, context);
        List<Stage> official = stages(ConsistentEeSettings.OFFICIAL, context);

        assertThat(paper)
                .extracting(Stage::steps)
                .containsExactly(context.steps(), new StepPolicy(5, 16, 1, 0), new StepPolicy(2, 16, 1, 0));
        assertThat(paper).extracting(stage -> stage.optimizer().learningRate()).containsExactly(5e-4, 2e-3, 1e-4);
        assertThat(paper).extracting(Stage::frozen).containsOnly(Phase.INFERENCE);
        assertThat(paper.get(1).objective().reads(12, 12)).isFalse();
        assertThat(official)
                .extracting(Stage::steps)
                .containsExactly(
                        new StepPolicy(5, 16, 1, 0), new StepPolicy(2, 32, 1, 0, 8), new StepPolicy(1, 32, 1, 0, 8));
        assertThat(official.get(0).optimizer()).isEqualTo(new OptimizerSpec(1e-5, 0, 0, 1, 1e-8));
        assertThat(official.get(1).optimizer().learningRate()).isCloseTo(3e-4, within(1e-12));
        assertThat(official.get(2).optimizer().learningRate()).isCloseTo(3e-5, within(1e-12));
        assertThat(official.get(1).frozen()).isEqualTo(Phase.TRAINING);
        assertThat(official.get(1).objective().reads(12, 12)).isTrue();
        assertThat(ConsistentEeSettings.OFFICIAL.rolloutPlan())
                .isEqualTo(new RolloutPlan(
                        1, Action.GREEDY, 0, true, Reward.ACCURACY_ONLY, 0.02, HardnessDepth.TWELVE, 0.25));
        assertThat(ConsistentEeSettings.PAPER.rolloutPlan())
                .isEqualTo(new RolloutPlan(
                        8, Action.SAMPLED, 0, false, Reward.HARDNESS_GUIDED, 0.02, HardnessDepth.MODEL, 0.25));
    }

    /** Greedy and without dropout all copies of a sample are rewarded alike, and nothing is learned from that. */
    @Test
    void copiesThatDoTheSameTeachThePolicyNothing() {
        ConsistentEeSettings same = with(Map.of(
                "action", "greedy", "tiledCopies", true, "rollouts", 3, "lastLayerTerm", true, "jointRate", 0.1));
        Recipe recipe = new ConsistentEe().create(same, context(CLASSES)).recipe();
        Recipe withoutDropout = new Recipe(
                recipe.depth(),
                new org.earlyexit.head.PooledLinear(0),
                recipe.auxModules(),
                recipe.controller(),
                recipe.stages(),
                recipe.strategy());

        try (ToyTraining training = ToyTraining.of(withoutDropout, ToyTask.of(CLASSES, 5), LAYERS, 5)) {
            assertThat(changed(training.snapshots(), 2)).isEmpty();
            assertThat(changed(training.snapshots(), 3)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alpha        | -0.1 | alpha must be at least 0, was -0.1
            alpha        | NaN  | alpha must be at least 0, was NaN
            rollouts     | 0    | rollouts must be at least 1, was 0
            rounds       | 0    | rounds must be at least 1, was 0
            threshold    | 0    | threshold must be in (0, 1), was 0.0
            threshold    | 1    | threshold must be in (0, 1), was 1.0
            epsilon      | 1.5  | epsilon must be in [0, 1], was 1.5
            epsilon      | -1   | epsilon must be in [0, 1], was -1.0
            priorWeight  | -2   | priorWeight must be at least 0, was -2
            policyEpochs | 0    | policyEpochs must be at least 1, was 0
            jointEpochs  | 0    | jointEpochs must be at least 1, was 0
            policyRate   | 0    | policyRate must be above 0, was 0.0
            jointRate    | -1   | jointRate must be above 0, was -1.0
            """)
    void settingsThatCannotWorkAreRefusedInOneSentence(String name, double value, String message) {
        boolean whole =
                List.of("rollouts", "rounds", "policyEpochs", "jointEpochs").contains(name);
        Map<String, Object> bad = Map.of(name, whole ? (Object) (int) value : (Object) value);

        assertThatThrownBy(() -> with(bad)).hasMessage("with: " + message);
    }

    @Test
    void tasksAndBackbonesThatDoNotFitAreRefusedBeforeTraining() {
        ConsistentEe method = new ConsistentEe();
        MethodContext regression = context(new TaskKind.Regression());
        MethodContext shallow = new MethodContext(1, CLASSES, regression.optimizer(), regression.steps());

        assertThatThrownBy(() -> method.create(ConsistentEeSettings.PAPER, regression))
                .hasMessage("consistentee needs classes, which a regression does not have; use pabee or fixed-layer");
        assertThatThrownBy(() -> method.create(ConsistentEeSettings.PAPER, shallow))
                .hasMessage("consistentee needs a backbone of at least 2 layers, was 1");
        assertThatThrownBy(() -> new TaskKind.Classification(1)).hasMessage("classes must be at least 2, was 1");
    }

    private double meanExitLayer(ConsistentEeSettings settings) {
        Recipe recipe = new ConsistentEe().create(settings, context(CLASSES)).recipe();
        ExitStrategy strategy = registry().strategy(recipe.strategy(), "strategy", CLASSES, LAYERS);
        ToyTask task = ToyTask.of(CLASSES, 5);
        try (ToyTraining training = ToyTraining.of(recipe, task, LAYERS, 5)) {
            return training.executor().run(task.samples(), strategy, 16).meanExitLayer();
        }
    }

    private static List<Stage> stages(ConsistentEeSettings settings, MethodContext context) {
        return new ConsistentEe().create(settings, context).recipe().stages();
    }

    private static List<String> changed(List<Map<String, List<Float>>> snapshots, int stage) {
        Map<String, List<Float>> before = snapshots.get(stage - 1);
        return snapshots.get(stage).entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static ConsistentEeSettings with(Map<String, Object> changes) {
        Map<String, Object> values = new LinkedHashMap<>(Settings.describe(ConsistentEeSettings.PAPER));
        values.putAll(changes);
        return Settings.read("with", values, ConsistentEeSettings.class);
    }
}
