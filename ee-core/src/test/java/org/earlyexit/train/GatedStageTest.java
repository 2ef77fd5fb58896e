package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.earlyexit.execute.BatchHistory;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.toy.Toy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stages that train with a controller of their own, and choose the epoch that answers best. */
class GatedStageTest {

    private static final OptimizerSpec WILD = new OptimizerSpec(0.3, 0, 0, 1, 1e-8);

    private final NDManager manager = NDManager.newBaseManager();
    private final LabelledTokens data = new LabelledTokens(Toy.samples(24, 1), Labels.classes(new int[24]));
    private final LabelledTokens stopping =
            new LabelledTokens(Toy.samples(12, 2), Labels.classes(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1));

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void aStageTrainsWithItsOwnControllerAndIsJudgedWithTheModels() {
        List<Integer> epochs = new ArrayList<>();
        List<Phase> phases = new ArrayList<>();
        StageController halves = (step, modules, random) -> {
            epochs.add(step.epoch());
            return gate((layer, upTo) -> {
                phases.add(upTo.current().phase());
                return new LayerAction.SoftGate(full(upTo, 0.5f));
            });
        };
        EarlyExitModel model = Toy.model(manager);

        run(model, stage(Optional.of(halves), Optional.of(new EpochChoice(Metric.ACCURACY, 1))));

        assertThat(epochs).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
        assertThat(phases).containsOnly(Phase.TRAINING); // the scores of epochs are run without it
    }

    @Test
    void whatAControllerDrawsFollowsFromTheSeed() {
        List<Long> first = draws(5);

        assertThat(first).hasSize(9).doesNotHaveDuplicates().isEqualTo(draws(5));
        assertThat(draws(6)).doesNotContainAnyElementsOf(first);
    }

    private List<Long> draws(long seed) {
        List<Long> drawn = new ArrayList<>();
        StageController drawing = (step, modules, random) -> {
            drawn.add(random.nextLong());
            return Controller.RUN_EVERY_LAYER;
        };
        new Trainer(manager, seed, Engine.getInstance()::setRandomSeed, TrainingLog.SILENT)
                .run(Toy.model(manager), stage(Optional.of(drawing), Optional.empty()), data, stopping);
        return drawn;
    }

    @Test
    void theEpochThatAnswersBestIsKeptTheLastOfEquals() {
        List<List<Float>> afterEpochs = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        EarlyExitModel model = Toy.model(manager);
        TrainingLog log = epoch -> {
            afterEpochs.add(first(model));
            scores.add(score(model));
            assertThat(epoch.notes().get("stopping-score")).isEqualTo(scores.get(scores.size() - 1));
        };
        Stage stage = new Stage(
                "s",
                Selector.everything(),
                new StepPolicy(12, 8, 1, 0),
                Objective.of(new TaskLoss(), LayerWeighting.FINAL),
                WILD,
                List.of(),
                Phase.INFERENCE,
                Optional.empty(),
                Optional.of(new EpochChoice(Metric.ACCURACY, 3)));

        StageResult result =
                new Trainer(manager, 5, Engine.getInstance()::setRandomSeed, log).run(model, stage, stopping, stopping);

        double best = scores.subList(2, 12).stream().mapToDouble(x -> x).max().orElseThrow();
        assertThat(result.bestEpoch()).isEqualTo(scores.lastIndexOf(best) + 1).isGreaterThanOrEqualTo(3);
        assertThat(first(model)).isEqualTo(afterEpochs.get(result.bestEpoch() - 1));
        assertThat(score(model)).isEqualTo(best);
    }

    @Test
    void aChoiceThatCannotBeMadeIsRefused() {
        assertThatThrownBy(() -> new EpochChoice(Metric.F1, 0)).hasMessage("first must be at least 1, was 0");
        assertThatThrownBy(() -> stage(Optional.empty(), Optional.of(new EpochChoice(Metric.F1, 4))))
                .hasMessage(
                        "a stage that chooses its epoch must have patience 0 and reach epoch 4, 's' had patience 0 and"
                                + " 3 epochs");
    }

    /** Heads see {@code f(x)} of every layer, while the next layer and its gate get {@code x} where it is skipped. */
    @Test
    void rawStatesAreShownWhileTheGatedOnesFlowOn() {
        List<float[]> gated = new ArrayList<>();
        Controller skipsTheSecond = gate((layer, upTo) -> {
            gated.add(upTo.current().hidden().toFloatArray());
            NDArray weights = full(upTo, layer == 2 ? 1 : 0);
            return new LayerAction.SoftGate(weights, weights, true);
        });
        EarlyExitModel model = Toy.model(manager);
        TokenBatch batch = new TokenBatch(Toy.samples(3, 1));
        Executor executor = new Executor(model, manager);

        BatchHistory history =
                executor.fullPass(batch, manager, Phase.INFERENCE, Phase.TRAINING, Executor.Passing.as(skipsTheSecond));
        BatchHistory plain = executor.fullPass(batch, manager, Phase.INFERENCE, Phase.INFERENCE);

        assertThat(history.state(1).hidden().toFloatArray()).isEqualTo(gated.get(1));
        assertThat(history.state(2).hidden().toFloatArray())
                .isEqualTo(plain.state(2).hidden().toFloatArray())
                .isNotEqualTo(gated.get(2));
        assertThat(gated.get(2)).isEqualTo(gated.get(1));
        assertThat(history.state(2).phase()).isEqualTo(Phase.TRAINING);
        assertThat(((LayerAction.SoftGate) history.action(2)).skipWeights().toFloatArray())
                .containsExactly(1, 1, 1);
    }

    private StageResult run(EarlyExitModel model, Stage stage) {
        return new Trainer(manager, 5, Engine.getInstance()::setRandomSeed, TrainingLog.SILENT)
                .run(model, stage, data, stopping);
    }

    private double score(EarlyExitModel model) {
        Outcomes outcomes = new Executor(model, manager).run(stopping.samples(), ExitStrategy.NEVER, 8);
        return Metric.ACCURACY.evaluate(stopping.labels(), outcomes::answer).value();
    }

    private static List<Float> first(EarlyExitModel model) {
        List<Float> values = new ArrayList<>();
        for (Parameter parameter : model.parameters().list()) {
            values.add(parameter.array().toFloatArray()[0]);
        }
        return values;
    }

    private static Stage stage(Optional<StageController> controller, Optional<EpochChoice> choice) {
        return new Stage(
                "s",
                Selector.everything(),
                new StepPolicy(3, 8, 1, 0),
                Objective.of(new TaskLoss(), LayerWeighting.FINAL),
                new OptimizerSpec(0.01, 0, 0, 1, 1e-8),
                List.of(),
                Phase.INFERENCE,
                controller,
                choice);
    }

    private static NDArray full(History upTo, float value) {
        return upTo.current().manager().full(new Shape(upTo.current().rows()), value);
    }

    private static Controller gate(BiFunction<Integer, History, LayerAction> rule) {
        return new Controller() {
            @Override
            public LayerAction before(int layer, History upTo) {
                return rule.apply(layer, upTo);
            }

            @Override
            public boolean passive() {
                return false;
            }
        };
    }
}
