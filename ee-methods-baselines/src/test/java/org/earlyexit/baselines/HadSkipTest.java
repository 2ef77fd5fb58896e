package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Phase;
import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.FixedHistory;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.testkit.ToyTraining;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StepInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HadSkipTest extends MethodContract<HadSkip.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<HadSkip.Settings> factory() {
        return new HadSkip();
    }

    @Override
    protected HadSkip.Settings settings() {
        return new HadSkip.Settings(0.5, 5);
    }

    /** The budget shrinks while it learns, so that the objective rises with it. */
    @Override
    protected boolean falls(String stage) {
        return false;
    }

    @Test
    void withABudgetOfEverythingItIsTheFullModel() {
        Recipe own = new HadSkip()
                .create(new HadSkip.Settings(1, 5), context(CLASSES))
                .recipe();
        Recipe full = new FullModel().create(new NoSettings(), context(CLASSES)).recipe();

        assertThat(Fingerprint.of(own)).isEqualTo(Fingerprint.of(full));
    }

    /**
     * Two samples and two layers, of four decisions one skips: 3/4 run. Halfway of half the stage the budget is 3/4.
     */
    @Test
    void runningMoreThanTheBudgetCosts() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.zeros(new Shape(2, 2));
            FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {0, 1}), logits, logits);
            History gated = new Gated(batch.history(), manager.create(new float[] {0, 1}), manager.zeros(new Shape(2)));
            ComputeBudget half = new ComputeBudget(0.5);

            assertThat(half.values(2, at(batch, gated, 0)).toFloatArray()).containsExactly(0, 0);
            assertThat(half.values(2, at(batch, gated, 1)).toFloatArray()).containsExactly(0, 0);
            assertThat(half.values(2, at(batch, gated, 2)).toFloatArray()).containsExactly(0.25f, 0.25f);
            assertThat(half.values(2, at(batch, gated, 3)).toFloatArray()).containsExactly(0.25f, 0.25f);
        }
    }

    /** From all layers open, the share that runs comes down to what is asked, and not far below. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.75})
    void trainingReachesTheBudget(double budget) {
        MethodContext longer = context(CLASSES);
        MethodContext context = longer.with(
                longer.optimizer().withLearningRate(1e-2), longer.steps().withEpochs(60));
        Recipe recipe =
                new HadSkip().create(new HadSkip.Settings(budget, 5), context).recipe();
        ToyTask task = ToyTask.of(CLASSES, 5);
        try (ToyTraining toy = ToyTraining.of(recipe, task, LAYERS, 5)) {
            Outcomes outcomes = toy.executor().run(task.samples(), ExitStrategy.NEVER, 16);

            double executed = IntStream.range(0, ToyTask.SAMPLES)
                    .map(outcomes::executedLayers)
                    .average()
                    .orElseThrow();
            assertThat(executed / LAYERS).isBetween(budget - 0.15, budget + 0.05);
        }
    }

    private static FixedBatch at(FixedBatch batch, History history, int step) {
        return new FixedBatch(CLASSES, batch.labels(), history, new StepInfo(step, 4, 0), Map.of());
    }

    /**
     * Gates that are open to begin with run every layer; where they are shut, a sample keeps the state it came with.
     */
    @Test
    void gatesDecideBySign() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray hidden = manager.zeros(new Shape(3, 2, 16));
            LayerState state = new LayerState(hidden, manager.zeros(new Shape(3, 1, 1, 2)), Phase.INFERENCE);
            ModelContext context = new ModelContext(
                    new BackboneSpec("toy", 4, 16, 1, 16, 8, 8), CLASSES, Optional.empty(), manager, 1);
            FixedHistory history = new FixedHistory(List.of(state), List.of());

            LayerAction open = new OpenGates()
                    .build(List.of(new SkipGates(1).build(context)))
                    .before(1, history);
            LayerAction shut = new OpenGates()
                    .build(List.of(new SkipGates(-1).build(context)))
                    .before(1, history);

            assertThat(((LayerAction.RunRows) open).rows().size()).isEqualTo(3);
            assertThat(((LayerAction.RunRows) shut).rows().size()).isZero();
            assertThatThrownBy(() -> new OpenGates().build(List.of()))
                    .hasMessage("a gated model must have gates, had []");
        }
    }

    @Test
    void trainingDecidesHardAndGetsSteeper() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray hidden = manager.zeros(new Shape(3, 2, 16));
            LayerState state = new LayerState(hidden, manager.zeros(new Shape(3, 1, 1, 2)), Phase.TRAINING);
            ModelContext context = new ModelContext(
                    new BackboneSpec("toy", 4, 16, 1, 16, 8, 8), CLASSES, Optional.empty(), manager, 1);
            AuxModule gates = new SkipGates(-1).build(context);
            Controller training =
                    new HomotopicGates(5).at(new StepInfo(0, 10, 0), List.of(gates), new SplittableRandom(1));

            LayerAction action = training.before(2, new FixedHistory(List.of(state), List.of()));

            assertThat(((LayerAction.SoftGate) action).skipWeights().toFloatArray())
                    .containsExactly(new float[] {1, 1, 1}, within(1e-6f));
            assertThat(training.passive()).isFalse();
        }
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new HadSkip.Settings(0, 5))
                .hasMessage("budget must be in (0, 1] and penalty above 0, were 0.0 and 5.0");
    }

    /** A history whose layers 1 and 2 were gated. */
    private record Gated(History history, NDArray first, NDArray second) implements History {

        @Override
        public int layer() {
            return history.layer();
        }

        @Override
        public LayerState state(int layer) {
            return history.state(layer);
        }

        @Override
        public ClassifierOutput output(int layer) {
            return history.output(layer);
        }

        @Override
        public LayerAction action(int layer) {
            return new LayerAction.SoftGate(layer == 1 ? first : second);
        }
    }
}
