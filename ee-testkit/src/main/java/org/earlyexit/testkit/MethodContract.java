package org.earlyexit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.earlyexit.checkpoint.Checkpoints;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.Parameter;
import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.Replay;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StageResult;
import org.earlyexit.train.StepPolicy;
import org.earlyexit.train.StrategyChoice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What must hold for every method: its recipe is followed once on the {@linkplain ToyBackbone toy backbone} with the
 * {@linkplain ToyTask toy task} for each kind of task it supports, and the trained model is looked at from all sides.
 *
 * @param <C> the method's settings
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class MethodContract<C extends Record> {

    /** The depth of the toy backbone, {@code L}. */
    protected static final int LAYERS = 4;

    private static final int BATCH = ToyMethod.BATCH;

    private @Nullable ToyMethod<C> toys;
    private @Nullable PluginRegistry registry;

    /** The method. */
    protected abstract MethodFactory<C> factory();

    /** Settings that work for {@value #LAYERS} layers. */
    protected abstract C settings();

    /** What a suite would say: short, with a rate that the toy needs. */
    protected MethodContext context(TaskKind kind) {
        return new MethodContext(
                LAYERS, kind, new OptimizerSpec(5e-3, 0.01, 0.1, 1, 1e-8), new StepPolicy(12, BATCH, 1, 0));
    }

    /**
     * Whether a stage's objective is one that falls as it learns. That of a policy gradient is not: its value is the
     * advantages' sum, about 0 throughout.
     */
    protected boolean falls(String stage) {
        return true;
    }

    /** The method's recipe for a kind of task. */
    protected final Recipe recipe(TaskKind kind) {
        return toys().recipe(kind);
    }

    /** The method, trained once for all tests of the class. */
    protected final ToyTraining trained(TaskKind kind) {
        return toys().trained(kind);
    }

    /** Where the method and its strategy are installed. */
    protected PluginRegistry open() {
        return PluginRegistry.discover();
    }

    /** The strategies that are installed where the test runs. */
    protected final PluginRegistry registry() {
        PluginRegistry opened = registry == null ? open() : registry;
        registry = opened;
        return opened;
    }

    private ToyMethod<C> toys() {
        ToyMethod<C> made = toys == null ? new ToyMethod<>(factory(), settings(), this::context, registry()) : toys;
        toys = made;
        return made;
    }

    @AfterAll
    public final void close() {
        toys().close();
        registry().close();
    }

    @Test
    public void theLossFallsInEveryStage() {
        for (TaskKind kind : toys().supported()) {
            for (StageResult result : trained(kind).results()) {
                if (falls(result.stage())) {
                    assertThat(result.trainingLoss())
                            .as("stage %s: %s", result.stage(), result.trainingLosses())
                            .isLessThan(result.trainingLosses().get(0));
                }
            }
        }
    }

    @Test
    public void aStageChangesWhatItSelectsAndNothingElse() {
        for (TaskKind kind : toys().supported()) {
            ToyTraining training = trained(kind);
            List<Stage> stages = recipe(kind).stages();
            for (int i = 0; i < stages.size(); i++) {
                List<String> changed = new ArrayList<>();
                for (Parameter parameter : training.model().parameters().list()) {
                    List<Float> before = training.snapshots().get(i).get(parameter.name());
                    List<Float> after = training.snapshots().get(i + 1).get(parameter.name());
                    if (!Objects.equals(before, after)) {
                        changed.add(parameter.name());
                        assertThat(stages.get(i).trainable().selects(parameter))
                                .as("stage %s selects %s", stages.get(i).name(), parameter.name())
                                .isTrue();
                    }
                }
                assertThat(changed).isNotEmpty();
            }
        }
    }

    @Test
    public void equalSeedsGiveEqualBits() {
        TaskKind kind = toys().supported().get(0);
        try (ToyTraining again = toys().train(kind)) {
            assertThat(again.snapshots()).isEqualTo(trained(kind).snapshots());
        }
    }

    @Test
    public void aLoadedModelDecidesAsTheSavedOne(@TempDir Path folder) {
        decidesAsTheTrainedOne(toys().supported().get(0), Engines.manager(), folder);
    }

    @Test
    public void aModelOnTheSecondEngineDecidesAsTheOneOnTheFirst(@TempDir Path folder) {
        for (TaskKind kind : toys().supported()) {
            decidesAsTheTrainedOne(kind, Engines.second(), folder);
        }
    }

    private void decidesAsTheTrainedOne(TaskKind kind, NDManager manager, Path folder) {
        Path file = folder.resolve("checkpoint.safetensors");
        Checkpoints.save(file, trained(kind).model().parameters());

        try (ToyTraining other = toys().untrained(kind, manager)) {
            Checkpoints.load(file, other.model().parameters());

            for (StrategyChoice point : toys().operatingPoints(kind)) {
                ExitStrategy strategy = toys().strategy(point, kind);
                assertAgree(
                        trained(kind).executor().run(toys().samples(kind), strategy, BATCH),
                        other.executor().run(toys().samples(kind), strategy, BATCH));
            }
        }
    }

    @Test
    public void neverLeavingGivesTheLastLayersAnswers(@TempDir Path folder) {
        for (TaskKind kind : toys().supported()) {
            try (LayerTrace trace = toys().trace(kind, folder)) {
                Outcomes outcomes = trained(kind).executor().run(toys().samples(kind), ExitStrategy.NEVER, BATCH);

                assertThat(outcomes.meanExitLayer()).isEqualTo(trace.layers());
                for (int i = 0; i < trace.samples(); i++) {
                    assertThat(outcomes.answer(i)).isEqualTo(trace.prediction(i, trace.layers()));
                }
            }
        }
    }

    @Test
    public void aReplayedStrategyAgreesWithTheLiveOne(@TempDir Path folder) {
        for (TaskKind kind : toys().supported()) {
            try (LayerTrace trace = toys().trace(kind, folder)) {
                for (StrategyChoice point : toys().operatingPoints(kind)) {
                    ExitStrategy strategy = toys().strategy(point, kind);
                    assertAgree(
                            new Replay(trace).run(strategy),
                            trained(kind).executor().run(toys().samples(kind), strategy, BATCH));
                }
            }
        }
    }

    @Test
    public void theBatchSizeChangesNothing() {
        for (TaskKind kind : toys().supported()) {
            ExitStrategy strategy = toys().strategy(recipe(kind).strategy(), kind);
            Outcomes single = trained(kind).executor().run(toys().samples(kind), strategy, 1);
            Outcomes batched = trained(kind).executor().run(toys().samples(kind), strategy, 7);

            assertAgree(single, batched);
        }
    }

    @Test
    public void theMeanExitLayerFollowsEachKnobInLiveRuns() {
        for (TaskKind kind : toys().supported()) {
            for (Knob knob : toys().knobs(kind)) {
                List<Double> means = new ArrayList<>();
                for (StrategyChoice point : toys().along(knob, kind)) {
                    means.add(trained(kind)
                            .executor()
                            .run(toys().samples(kind), toys().strategy(point, kind), BATCH)
                            .meanExitLayer());
                }
                if (knob.direction() == CostDirection.RAISING_IS_FASTER) {
                    Collections.reverse(means);
                }
                assertThat(means).as("knob %s, towards slower", knob.name()).isSorted();
            }
        }
    }

    @Test
    public void aKindOfTaskIsSupportedOrRefused() {
        for (TaskKind kind : ToyMethod.KINDS) {
            if (factory().card().supports(kind)) {
                assertThat(recipe(kind).stages()).isNotEmpty();
            } else {
                assertThatThrownBy(() -> recipe(kind)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    public void theRecipeIsAValueThatCellsCanBeKeyedBy() {
        TaskKind kind = toys().supported().get(0);

        assertThat(Fingerprint.of(recipe(kind))).isEqualTo(Fingerprint.of(recipe(kind)));
    }

    @Test
    public void theCardHasANameAndEveryPresetIsReadBackFromWhatDescribesIt() {
        MethodCard card = factory().card();

        assertThat(card.displayName()).isNotBlank();
        assertThat(card.pieces()).isNotBlank();
        assertThat(factory().presets()).containsKey("paper");
        factory()
                .presets()
                .values()
                .forEach(preset -> assertThat(Settings.read(
                                "with", Settings.describe(preset), factory().configType()))
                        .isEqualTo(preset));
    }

    /** The same exits, and answers that differ by rounding at most: a shrunken batch adds up in another order. */
    private static void assertAgree(Outcomes expected, Outcomes found) {
        for (int i = 0; i < expected.samples(); i++) {
            assertThat(found.exitLayer(i)).as("exit layer of sample %d", i).isEqualTo(expected.exitLayer(i));
            assertClose(expected.answer(i), found.answer(i));
        }
    }

    private static void assertClose(Prediction expected, Prediction found) {
        if (expected instanceof ClassDistribution classes && found instanceof ClassDistribution others) {
            for (int label = 0; label < classes.classes(); label++) {
                assertThat(others.probability(label)).isCloseTo(classes.probability(label), within(1e-5));
            }
        } else if (expected instanceof RegressionValue number && found instanceof RegressionValue other) {
            assertThat(other.value()).isCloseTo(number.value(), within(1e-5));
        } else {
            assertThat(found).isEqualTo(expected);
        }
    }
}
