package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.RegressionValue;
import org.earlyexit.toy.Toy;
import org.earlyexit.toy.ToyBackbone;
import org.earlyexit.toy.ToyClassifiers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final Objective JOINT = Objective.of(new TaskLoss(), LayerWeighting.DEPTH);
    private static final OptimizerSpec ADAM = new OptimizerSpec(0.01, 0.01, 0.1, 1, 1e-8);

    private final NDManager manager = NDManager.newBaseManager();
    private final LabelledTokens training = learnable(64, 1);
    private final LabelledTokens stopping = learnable(20, 2);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void theLossOfALearnableTaskFalls() {
        StageResult result = train(Toy.model(manager), stage(Selector.everything(), new StepPolicy(12, 8, 1, 0)));

        assertThat(result.steps()).isEqualTo(96);
        assertThat(result.epochs()).isEqualTo(12);
        assertThat(result.bestEpoch()).isEqualTo(12);
        assertThat(result.stoppingLosses()).isEmpty();
        assertThat(result.trainingLosses()).hasSize(12);
        assertThat(result.trainingLoss())
                .isLessThan(0.6 * result.trainingLosses().get(0));
    }

    @Test
    void equalSeedsGiveEqualBitsWhateverTheEngineDrewBefore() {
        Stage stage = stage(Selector.everything(), new StepPolicy(2, 8, 1, 0));
        EarlyExitModel first = Toy.model(manager);
        EarlyExitModel second = Toy.model(manager);

        train(first, stage);
        manager.randomUniform(0, 1, new Shape(1000));
        train(second, stage);

        assertThat(values(second)).isEqualTo(values(first));
    }

    @Test
    void anotherSeedOrAnotherNameOfTheStageGivesOtherBits() {
        Stage stage = stage(Selector.everything(), new StepPolicy(1, 8, 1, 0));
        Stage renamed = new Stage("other", stage.trainable(), stage.steps(), stage.objective(), stage.optimizer());
        EarlyExitModel first = Toy.model(manager);
        EarlyExitModel second = Toy.model(manager);
        EarlyExitModel third = Toy.model(manager);

        train(first, stage);
        trainer(6, TrainingLog.SILENT).run(second, stage, training, stopping);
        train(third, renamed);

        assertThat(value(second, "weight1")).isNotEqualTo(value(first, "weight1"));
        assertThat(value(third, "weight1")).isNotEqualTo(value(first, "weight1"));
    }

    @Test
    void parametersThatAreNotSelectedKeepEveryBit() {
        EarlyExitModel model = Toy.model(manager);
        Map<String, List<Float>> before = values(model);

        train(model, stage(Selector.of("backbone.layer[2]", "classifier[*]").except("classifier[4]"), onePass()));

        List<String> moved = List.of("weight2", "bias2", "classifier1", "classifier2", "classifier3");
        values(model).forEach((name, now) -> {
            if (moved.contains(name)) {
                assertThat(now).as(name).isNotEqualTo(before.get(name));
            } else {
                assertThat(now).as(name).isEqualTo(before.get(name));
            }
        });
        assertThat(model.parameters().list())
                .noneMatch(parameter -> parameter.array().hasGradient());
    }

    @Test
    void aSelectedParameterOutsideTheLossKeepsItsBitsToo() {
        EarlyExitModel model = Toy.model(manager);
        float[] before = value(model, "classifier1");
        Objective last = Objective.of(new TaskLoss(), LayerWeighting.FINAL);

        train(model, new Stage("last", Selector.everything(), onePass(), last, ADAM));

        assertThat(value(model, "classifier1")).containsExactly(before);
        assertThat(((ToyClassifiers) model.classifiers()).asked()).containsOnly(4);
    }

    @Test
    void aBackboneThatDoesNotLearnRunsAsInInferenceAndItsClassifiersLearn() {
        EarlyExitModel model = Toy.model(manager);
        float[] before = value(model, "classifier1");

        train(model, stage(Selector.of("classifier[*]"), onePass()));

        assertThat(((ToyBackbone) model.backbone()).phases()).containsOnly(Phase.INFERENCE);
        assertThat(value(model, "classifier1")).isNotEqualTo(before);
    }

    @Test
    void aBackboneThatLearnsRunsAsInTraining() {
        EarlyExitModel model = Toy.model(manager);

        train(model, stage(Selector.of("backbone.layer[4]"), onePass()));

        assertThat(((ToyBackbone) model.backbone()).phases()).containsOnly(Phase.TRAINING);
    }

    @Test
    void kernelsAreToldOfEveryChange() {
        EarlyExitModel model = Toy.model(manager);

        StageResult result = train(model, stage(Selector.everything(), onePass()));

        assertThat(model.backbone().parameters().version()).isEqualTo(result.steps());
    }

    /** Without dropout, because the backbone is frozen, and with all samples in one step either way. */
    @Test
    void gradientsOfHalfBatchesAddUpToThoseOfWholeOnes() {
        EarlyExitModel whole = Toy.model(manager);
        EarlyExitModel halves = Toy.model(manager);
        OptimizerSpec plain = new OptimizerSpec(0.01, 0, 0, 0, 1e-8);

        train(whole, new Stage("s", Selector.of("classifier[*]"), new StepPolicy(3, 64, 1, 0), JOINT, plain));
        StageResult result =
                train(halves, new Stage("s", Selector.of("classifier[*]"), new StepPolicy(3, 48, 2, 0), JOINT, plain));

        assertThat(result.steps()).isEqualTo(3);
        float[] expected = value(whole, "classifier2");
        float[] actual = value(halves, "classifier2");
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @Test
    void theParametersOfTheBestEpochAreKept() {
        EarlyExitModel model = Toy.model(manager);
        OptimizerSpec wild = new OptimizerSpec(0.3, 0, 0, 0, 1e-8);
        Stage stage = new Stage("wild", Selector.everything(), new StepPolicy(10, 8, 1, 2), JOINT, wild);

        StageResult result = train(model, stage);

        List<Double> losses = result.stoppingLosses();
        double least = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        assertThat(losses.get(result.bestEpoch() - 1)).isEqualTo(least);
        assertThat(result.epochs()).isEqualTo(Math.min(10, result.bestEpoch() + 2));
        assertThat(stoppingLoss(model)).isCloseTo(least, within(1e-6));
    }

    @Test
    void theLogHearsOfEveryEpochAndStep() {
        List<TrainingLog.EpochReport> reports = new ArrayList<>();
        List<StepInfo> steps = new ArrayList<>();
        TrainingLog log = new TrainingLog() {
            @Override
            public void epoch(EpochReport report) {
                reports.add(report);
            }

            @Override
            public void step(String stage, StepInfo step) {
                steps.add(step);
            }
        };

        StageResult result = trainer(5, log)
                .run(Toy.model(manager), stage(Selector.everything(), new StepPolicy(2, 32, 1, 5)), training, stopping);

        assertThat(steps)
                .containsExactly(
                        new StepInfo(0, 4, 0), new StepInfo(1, 4, 0), new StepInfo(2, 4, 1), new StepInfo(3, 4, 1));
        assertThat(reports).extracting(TrainingLog.EpochReport::epoch).containsExactly(1, 2);
        assertThat(reports.get(1).trainingLoss()).isEqualTo(result.trainingLoss());
        assertThat(reports.get(1).stoppingLoss())
                .hasValue(result.stoppingLosses().get(1));
        // one step of warm-up (a tenth of four, rounded up), then 3/3, 2/3, 1/3 of the peak
        assertThat(reports.get(0).learningRate()).isCloseTo(0.01, within(1e-12));
        assertThat(reports.get(1).learningRate()).isCloseTo(0.01 / 3, within(1e-12));
    }

    @Test
    void aLossThatIsNotFiniteStopsAndNamesStageStepAndRate() {
        EarlyExitModel model = Toy.model(manager);
        model.classifiers().parameters().list().get(2).array().muli(Float.NaN);
        Map<String, List<Float>> before = values(model);

        assertThatThrownBy(() -> train(model, stage(Selector.everything(), onePass())))
                .isInstanceOf(NonFiniteLossException.class)
                .hasMessage("the loss must be finite, was NaN in stage 'joint' at step 0 with learning rate 0.0; use a"
                        + " lower learningRate or a longer warmup");
        assertThat(values(model)).isEqualTo(before);
        train(Toy.model(manager), stage(Selector.everything(), onePass())); // the engine's collector is free again
    }

    @Test
    void aLossThatRunsAwayStops() {
        OptimizerSpec absurd = new OptimizerSpec(3e38, 0, 0, 0, 1e-8);
        Stage stage = new Stage("absurd", Selector.of("classifier[*]"), new StepPolicy(3, 8, 1, 0), JOINT, absurd);

        assertThatThrownBy(() -> train(Toy.model(manager), stage))
                .isInstanceOf(NonFiniteLossException.class)
                .hasMessageContaining("in stage 'absurd' at step");
    }

    @Test
    void aSelectorThatSelectsNothingIsRefusedWithTheGroupsThereAre() {
        assertThatThrownBy(() -> train(Toy.model(manager), stage(Selector.of("head[*]"), onePass())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the selector of stage 'joint' must select a parameter, was ")
                .hasMessageContaining("groups of this model: [backbone.embeddings, backbone.layer[1]");
    }

    @Test
    void labelsThatDoNotFitTheTaskAreRefused() {
        List<TokenSequence> two = training.samples().subList(0, 2);
        Stage stage = stage(Selector.everything(), onePass());
        EarlyExitModel model = Toy.model(manager);
        LabelledTokens third = new LabelledTokens(two, Labels.classes(1, 2));
        LabelledTokens numbers = new LabelledTokens(two, Labels.values(1, 2));
        LabelledTokens none = new LabelledTokens(List.of(), Labels.classes());

        assertThatThrownBy(() -> trainer(5, TrainingLog.SILENT).run(model, stage, third, stopping))
                .hasMessage("the label of sample 1 of the training part must be in 0..1, was 2");
        assertThatThrownBy(() -> trainer(5, TrainingLog.SILENT).run(model, stage, numbers, stopping))
                .hasMessage("labels of the training part must fit Classification[classes=2], were numbers");
        assertThatThrownBy(() -> trainer(5, TrainingLog.SILENT).run(model, stage, none, stopping))
                .hasMessage("the training part of stage 'joint' must have at least one sample, had none");
        assertThatThrownBy(() -> new LabelledTokens(two, Labels.classes(1)))
                .hasMessage("labels must be as many as the 2 samples, were 1");
    }

    @Test
    void earlyStoppingNeedsACalibrationPart() {
        Stage stage = stage(Selector.everything(), new StepPolicy(1, 8, 1, 1));
        LabelledTokens none = new LabelledTokens(List.of(), Labels.classes());

        assertThatThrownBy(() -> trainer(5, TrainingLog.SILENT).run(Toy.model(manager), stage, training, none))
                .hasMessage("the stopping part of stage 'joint' must have at least one sample, had none");
    }

    /** The binary cross-entropy of a module's score with the label. */
    @Test
    void auxiliaryModulesLearnFromTermsThatReadTheirScores() {
        LossTerm term = (layer, batch) -> {
            var score = batch.score("exit", layer);
            var gold = batch.labels().toType(score.getDataType(), false);
            assertThat(batch.score("exit-layer", layer).toFloatArray()).containsOnly(layer);
            return score.sub(gold).square();
        };
        EarlyExitModel model = Toy.model(manager);
        float[] exit = value(model, "aux.exit");
        float[] gate = value(model, "aux.gate");
        Objective objective = Objective.of(term, LayerWeighting.UNIFORM);

        train(model, new Stage("aux", Selector.of("aux.*"), onePass(), objective, ADAM));

        assertThat(value(model, "aux.exit")).isNotEqualTo(exit);
        assertThat(value(model, "aux.gate")).containsExactly(gate);
        assertThat(((ToyClassifiers) model.classifiers()).asked()).isEmpty();
    }

    @Test
    void aTermThatReadsAnUnknownScoreIsToldWhatThereIs() {
        LossTerm term = (layer, batch) -> batch.score("exti", layer);
        Objective objective = Objective.of(term, LayerWeighting.UNIFORM);

        assertThatThrownBy(() ->
                        train(Toy.model(manager), new Stage("aux", Selector.of("aux.*"), onePass(), objective, ADAM)))
                .hasMessage("No score is called 'exti'; this model says: [exit, exit-layer, gate, gate-layer]");
    }

    /** The number to learn is a tenth of the first token's id. */
    @Test
    void aRegressionLearnsAndAnswersWithNumbers() {
        double[] gold = training.samples().stream()
                .mapToDouble(sample -> sample.id(0) / 10.0)
                .toArray();
        LabelledTokens data = new LabelledTokens(training.samples(), Labels.values(gold));
        EarlyExitModel model = Toy.regression(manager);
        Stage stage = stage(Selector.everything(), new StepPolicy(12, 8, 1, 0));

        StageResult result = trainer(5, TrainingLog.SILENT).run(model, stage, data, data);
        Outcomes outcomes = new Executor(model, manager).run(data.samples(), ExitStrategy.NEVER, 8);

        assertThat(result.trainingLoss())
                .isLessThan(0.5 * result.trainingLosses().get(0));
        assertThat(outcomes.answer(3)).isInstanceOf(RegressionValue.class);
        assertThatThrownBy(() -> train(model, stage))
                .hasMessage("labels of the training part must fit Regression[], were classes");
    }

    @Test
    void aGradientThatIsNotFiniteStopsToo() {
        // the square root has a finite value at 0 and an infinite slope
        LossTerm steep = (layer, batch) -> {
            var logits = batch.history().output(layer).logits();
            return logits.sub(logits.stopGradient()).square().sum(new int[] {1}).sqrt();
        };
        Objective objective = Objective.of(steep, LayerWeighting.FINAL);

        assertThatThrownBy(() -> train(
                        Toy.model(manager), new Stage("steep", Selector.everything(), onePass(), objective, ADAM)))
                .isInstanceOf(NonFiniteLossException.class)
                .hasMessageStartingWith("the gradient norm must be finite, was NaN in stage 'steep' at step 0");
    }

    private double stoppingLoss(EarlyExitModel model) {
        Passes passes = Passes.of(model, manager, Phase.TRAINING, stopping.samples(), 0);
        StepBatch.Moment moment = new StepBatch.Moment(new StepInfo(0, 1, 0), 1, new NamedSeed(1), new EpochNotes());
        Stage stage = stage(Selector.everything(), onePass());
        ObjectiveRun.Hands none = new ObjectiveRun.Hands(List.of(), Optional.empty(), seed -> {});
        return new ObjectiveRun(model, stage, none, manager).evaluate(new Part(stopping, passes), 8, moment);
    }

    private StageResult train(EarlyExitModel model, Stage stage) {
        return trainer(5, TrainingLog.SILENT).run(model, stage, training, stopping);
    }

    private Trainer trainer(long seed, TrainingLog log) {
        return new Trainer(manager, seed, Engine.getInstance()::setRandomSeed, log);
    }

    private static Stage stage(Selector trainable, StepPolicy steps) {
        return new Stage("joint", trainable, steps, JOINT, ADAM);
    }

    private static StepPolicy onePass() {
        return new StepPolicy(1, 8, 1, 0);
    }

    private static float[] value(EarlyExitModel model, String name) {
        return model.parameters().list().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .array()
                .toFloatArray();
    }

    /** As boxed numbers, which are equal where their bits are. */
    private static Map<String, List<Float>> values(EarlyExitModel model) {
        Map<String, List<Float>> values = new HashMap<>();
        for (Parameter parameter : model.parameters().list()) {
            values.put(parameter.name(), boxed(parameter.array().toFloatArray()));
        }
        return values;
    }

    private static List<Float> boxed(float... values) {
        List<Float> boxed = new ArrayList<>();
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    /** The class is whether the first token is from the upper half of the vocabulary. */
    private static LabelledTokens learnable(int count, long seed) {
        List<TokenSequence> samples = Toy.samples(count, seed);
        int[] classes = samples.stream()
                .mapToInt(sample -> 2 * sample.id(0) / ToyBackbone.VOCABULARY)
                .toArray();
        return new LabelledTokens(samples, Labels.classes(classes));
    }
}
