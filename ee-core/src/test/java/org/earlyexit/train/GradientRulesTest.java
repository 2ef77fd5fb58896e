package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Phase;
import org.earlyexit.toy.Toy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GradientRulesTest {

    private static final OptimizerSpec ADAM = new OptimizerSpec(1e-2, 0, 0, 0, 1e-8);
    private static final double RATE = 0.05;

    private final NDManager manager = NDManager.newBaseManager();
    private final LabelledTokens data = new LabelledTokens(Toy.samples(8, 1), Labels.classes(0, 1, 1, 0, 1, 0, 0, 1));

    @AfterEach
    void free() {
        manager.close();
    }

    /**
     * What the second half loses after a step on the first, as a function of how much each of the four layers counts:
     * central differences of it, each weight moved by 1e-2, agree with what the meta-step works out without any
     * gradient of a gradient.
     */
    @Test
    void theMetaGradientAgreesWithANumericalDerivative() {
        EarlyExitModel model = Toy.model(manager);
        NDArray weights = leaf(0.4f, -0.3f, 0.1f, 0.6f);
        Objective weighed = Objective.of(new TaskLoss(), new Learned(weights));
        Objective judged = Objective.of(new TaskLoss(), LayerWeighting.FINAL);
        GradientRule.Learned learning = new GradientRule.Learned(Selector.of("weights"), ADAM);
        MetaStep step = new MetaStep(learning, judged, RATE, 1);
        BatchSession session = session(model, weights, weighed, step);
        GradientSession.Rows first = new GradientSession.Rows(0, 4);
        GradientSession.Rows second = new GradientSession.Rows(4, 8);

        step.slope(session, first, second).addToGradients(1, manager);
        float[] found = weights.getGradient().toFloatArray();

        Selector backbone = Selector.everything().except("weights");
        for (int i = 0; i < 4; i++) {
            double ahead = after(session, weighed, judged, weights, i, 0.01f, backbone);
            double behind = after(session, weighed, judged, weights, i, -0.01f, backbone);
            assertThat((double) found[i])
                    .as("layer %d of %s", i + 1, List.of(found[0], found[1], found[2], found[3]))
                    .isCloseTo((ahead - behind) / 0.02, within(0.03 * Math.abs(found[i]) + 2e-4));
        }
        assertThat(Math.abs(found[3])).isGreaterThan(1e-3f);
    }

    private static double after(
            BatchSession session,
            Objective weighed,
            Objective judged,
            NDArray weights,
            int layer,
            float by,
            Selector model) {
        float[] before = weights.toFloatArray();
        float[] moved = before.clone();
        moved[layer] += by;
        set(weights, moved);
        Direction step =
                session.slope(weighed, new GradientSession.Rows(0, 4), model).direction();
        double loss = session.moved(
                step,
                -RATE,
                () -> session.slope(judged, new GradientSession.Rows(4, 8), model)
                        .value());
        set(weights, before);
        return loss;
    }

    @Test
    void parametersThatWereMovedComeBackBitByBit() {
        EarlyExitModel model = Toy.model(manager);
        BatchSession session =
                session(model, leaf(0), Objective.of(new TaskLoss(), LayerWeighting.DEPTH), new OnePass());
        List<float[]> before = values(model);
        Direction slope = session.slope(session.objective(), session.rows(), Selector.everything())
                .direction();

        List<float[]> there = session.moved(slope, 0.3, () -> values(model));

        assertThat(there.get(0)).isNotEqualTo(before.get(0));
        assertThat(values(model)).usingRecursiveComparison().isEqualTo(before);
    }

    /** s = (1, 0) against f = (-1, 1): s + f / 2. The bias points against its own and stays. */
    @Test
    void whatWorksAgainstTheOtherGradientIsTakenOut() {
        Parameter weight = new Parameter("w", "chosen", leaf(0, 0), true);
        Parameter bias = new Parameter("b", "chosen", leaf(0, 0), false);
        Parameter other = new Parameter("o", "left", leaf(0, 0), true);
        List<Parameter> all = List.of(weight, bias, other);
        Direction leading = slope(all, -1, 1);
        Direction side = slope(all, 1, 0);

        side.notAgainst(leading, Selector.of("chosen")).addToGradients(1, manager);

        assertThat(weight.array().getGradient().toFloatArray()).containsExactly(0.5f, 0.5f);
        assertThat(bias.array().getGradient().toFloatArray()).containsExactly(1, 0);
        assertThat(other.array().getGradient().toFloatArray()).containsExactly(1, 0);
        assertThat(side.norm()).isCloseTo(Math.sqrt(3), within(1e-6));
    }

    @Test
    void whatWorksWithTheOtherGradientStays() {
        Parameter weight = new Parameter("w", "chosen", leaf(0, 0), true);
        Direction leading = slope(List.of(weight), 1, 1);

        slope(List.of(weight), 3, -1).notAgainst(leading, Selector.everything()).addToGradients(2, manager);

        assertThat(weight.array().getGradient().toFloatArray()).containsExactly(6, -2);
    }

    /** Two equal gradients do not work against each other: projected or not, they add up. */
    @Test
    void projectingEqualGradientsIsTheirSum() {
        Objective twice = new Objective(List.of(
                new Objective.Summand(1, new TaskLoss(), LayerWeighting.DEPTH),
                new Objective.Summand(1, new TaskLoss(), LayerWeighting.DEPTH)));
        EarlyExitModel plain = Toy.model(manager);
        EarlyExitModel projected = Toy.model(manager);

        BatchSession once = session(plain, leaf(0), twice, new OnePass());
        GradientSession.Slope slope = once.slope(twice, once.rows(), Selector.everything());
        once.add(slope.direction());
        double sum = new ProjectedGradients(1, Selector.everything())
                .gradients(session(projected, leaf(0), twice, new OnePass()));

        assertThat(sum).isCloseTo(slope.value(), within(1e-5));
        for (int i = 0; i < plain.parameters().list().size(); i++) {
            assertThat(gradient(projected, i)).containsExactly(gradient(plain, i), within(1e-4f));
        }
    }

    /** At the first step every one of the four layers is cut off: the classifiers learn, and what is below does not. */
    @Test
    void aCutLeavesWhatIsBelowUntouched() {
        EarlyExitModel model = Toy.model(manager);
        List<float[]> before = values(model);
        Stage cut = stage(Objective.of(new TaskLoss(), LayerWeighting.DEPTH)).with(new AnnealedCuts(Toy.LAYERS));

        train(model, cut);

        List<float[]> after = values(model);
        List<Parameter> parameters = model.parameters().list();
        for (int i = 0; i < before.size(); i++) {
            boolean backbone = parameters.get(i).group().startsWith("backbone");
            boolean classifier = parameters.get(i).group().startsWith("classifier");
            if (backbone) {
                assertThat(after.get(i)).as(parameters.get(i).name()).isEqualTo(before.get(i));
            } else if (classifier) {
                assertThat(after.get(i)).as(parameters.get(i).name()).isNotEqualTo(before.get(i));
            }
        }
    }

    @Test
    void cutsBecomeRarer() {
        AnnealedCuts cuts = new AnnealedCuts(2);
        int early = 0;
        int late = 0;
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 1000; i++) {
            early += cuts.cutsAfter(2, new StepInfo(10, 100, 0), random) ? 1 : 0;
            late += cuts.cutsAfter(1, new StepInfo(90, 100, 0), random) ? 1 : 0;
        }

        assertThat(early).isBetween(860, 940);
        assertThat(late).isBetween(60, 140);
        assertThat(cuts.cutsAfter(3, new StepInfo(0, 100, 0), random)).isFalse();
    }

    @Test
    void rulesThatCannotWorkAreRefused() {
        GradientRule.Learned nothing = new GradientRule.Learned(Selector.of("nowhere"), ADAM);
        Objective objective = Objective.of(new TaskLoss(), LayerWeighting.DEPTH);
        Stage stage = stage(objective).with(new MetaStep(nothing, objective, 0.1, 1));

        assertThatThrownBy(() -> train(Toy.model(manager), stage))
                .hasMessageStartingWith("the gradient rule of stage 'joint' must learn a parameter");
        assertThatThrownBy(() -> train(
                        Toy.model(manager), stage(objective).with(new ProjectedGradients(1, Selector.everything()))))
                .hasMessage("leading must be below the 1 terms of the objective, was 1");
        assertThatThrownBy(() -> new ProjectedGradients(0, Selector.everything()))
                .hasMessage("leading must be at least 1, was 0");
        assertThatThrownBy(() -> new MetaStep(nothing, objective, 0, 1))
                .hasMessage("rate must be above 0 and interval at least 1, were 0.0 and 1");
        assertThatThrownBy(() -> new AnnealedCuts(-1)).hasMessage("layers must be at least 0, was -1");
    }

    private static Stage stage(Objective objective) {
        return new Stage("joint", Selector.everything(), new StepPolicy(1, 8, 1, 0), objective, ADAM);
    }

    private void train(EarlyExitModel model, Stage stage) {
        new Trainer(manager, 5, Engine.getInstance()::setRandomSeed, TrainingLog.SILENT).run(model, stage, data, data);
    }

    private BatchSession session(EarlyExitModel model, NDArray weights, Objective objective, GradientRule rule) {
        List<Parameter> trainable = new ArrayList<>(model.parameters().list());
        trainable.add(new Parameter("weights", "weights", weights, false));
        trainable.forEach(parameter -> parameter.array().setRequiresGradient(true));
        ObjectiveRun.Hands hands =
                new ObjectiveRun.Hands(trainable, Optional.empty(), Engine.getInstance()::setRandomSeed);
        ObjectiveRun run = new ObjectiveRun(model, stage(objective).with(rule), hands, manager);
        Part part = new Part(data, Passes.of(model, manager, Phase.TRAINING, data.samples(), 0));
        StepBatch.Moment moment = new StepBatch.Moment(new StepInfo(0, 1, 0), 1, new NamedSeed(1), new EpochNotes());
        return new BatchSession(run, part, new int[] {0, 1, 2, 3, 4, 5, 6, 7}, moment, 1, manager);
    }

    /** The gradient (a, b) in each of some parameters of two numbers. */
    private Direction slope(List<Parameter> parameters, float a, float b) {
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray sum = manager.create(0f);
            for (Parameter parameter : parameters) {
                sum = sum.add(manager.create(new float[] {a, b})
                        .mul(parameter.array())
                        .sum());
            }
            collector.backward(sum);
        }
        return Direction.taken(parameters, manager);
    }

    private NDArray leaf(float... values) {
        NDArray leaf = manager.create(values, new Shape(values.length)).duplicate();
        leaf.setRequiresGradient(true);
        return leaf;
    }

    private static void set(NDArray leaf, float... values) {
        leaf.setRequiresGradient(false);
        leaf.set(values);
        leaf.setRequiresGradient(true);
    }

    private static float[] gradient(EarlyExitModel model, int parameter) {
        return model.parameters().list().get(parameter).array().getGradient().toFloatArray();
    }

    private static List<float[]> values(EarlyExitModel model) {
        return model.parameters().list().stream()
                .map(parameter -> parameter.array().toFloatArray())
                .toList();
    }

    /** A weight for each layer, the softmax of numbers that are learned. */
    private record Learned(NDArray numbers) implements Weighting {

        @Override
        public NDArray weights(int layer, TrainingBatch batch) {
            return batch.manager().create(0f).add(numbers).softmax(0).get(layer - 1);
        }
    }
}
