package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.earlyexit.model.Phase;
import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.testkit.ToyTraining;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BerxitTest extends MethodContract<Berxit.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);
    private static final TaskKind NUMBERS = new TaskKind.Regression();

    private final NDManager manager = NDManager.newBaseManager();

    @Override
    protected MethodFactory<Berxit.Settings> factory() {
        return new Berxit();
    }

    @Override
    protected Berxit.Settings settings() {
        return new Berxit.Settings(Berxit.Routine.ALTERNATING, true, 0.2);
    }

    @AfterAll
    void free() {
        manager.close();
    }

    @Test
    void evenStepsTrainTheFinalClassifierAndOddOnesAll() {
        FixedBatch batch = batch(Phase.TRAINING);

        assertThat(weights(new Alternation(true), batch.at(0, 9))).containsExactly(0f, 0f, 1f);
        assertThat(weights(new Alternation(true), batch.at(1, 9))).containsExactly(1f, 1f, 1f);
        assertThat(weights(new Alternation(false), batch.at(2, 9))).containsExactly(0f, 0f, 1f);
        assertThat(weights(new Alternation(false), batch.at(3, 9))).containsExactly(1f, 1f, 0f);
    }

    @Test
    void betweenEpochsEveryStepLooksTheSame() {
        FixedBatch batch = batch(Phase.INFERENCE);

        assertThat(weights(new Alternation(true), batch.at(0, 9))).containsExactly(1f, 1f, 1f);
        assertThat(weights(new Alternation(true), batch.at(1, 9))).containsExactly(1f, 1f, 1f);
    }

    /** The first sample is answered right, the second wrong: (1/4 - 0)^2 and (1/4 - 1)^2. */
    @Test
    void theTargetOfClassesIsWhetherTheClassifierIsWrong() {
        FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {1, 0}), manager.create(new float[][] {
                    {0, 1}, {0, 1}
                }))
                .saying(LearningToExit.UNCERTAINTY, manager.create(new float[] {0.25f, 0.25f}));

        assertThat(new UncertaintyError().values(1, batch).toFloatArray()).containsExactly(0.0625f, 0.5625f);
    }

    @Test
    void theTargetOfNumbersIsHowFarOffTheyAreWithinOne() {
        FixedBatch batch = FixedBatch.of(
                        NUMBERS, manager.create(new float[] {3, 1}), manager.create(new float[][] {{2.5f}, {1}}))
                .saying(LearningToExit.UNCERTAINTY, manager.create(new float[] {0, 0.5f}));
        double off = Math.tanh(0.5);

        assertThat(new UncertaintyError().values(1, batch).toFloatArray())
                .containsExactly(new float[] {(float) (off * off), 0.25f}, within(1e-6f));
    }

    @Test
    void oneModuleServesAllLayers() {
        assertThat(trained(CLASSES).model().parameters().list().stream()
                        .filter(parameter -> parameter.group().startsWith("aux"))
                        .map(parameter -> parameter.name()))
                .containsExactly("aux.lte.weight", "aux.lte.bias");
        assertThat(trained(CLASSES).model().auxModules().get(0).macs(1, 30).exact())
                .isEqualTo(16);
    }

    @ParameterizedTest
    @EnumSource
    void everyRoutineLearns(Berxit.Routine routine) {
        Recipe recipe = new Berxit()
                .create(new Berxit.Settings(routine, true, 0.2), context(CLASSES))
                .recipe();

        try (ToyTraining training = ToyTraining.of(recipe, ToyTask.of(CLASSES, 5), LAYERS, 5)) {
            assertThat(training.results())
                    .allSatisfy(result -> assertThat(result.trainingLoss())
                            .isLessThan(result.trainingLosses().get(0)));
            assertThat(changed(training, training.results().size())).contains("aux.lte.weight", "classifier[1].weight");
        }
    }

    @Test
    void theSecondOfTwoStagesLeavesBackboneAndFinalClassifierAlone() {
        Recipe recipe = new Berxit()
                .create(new Berxit.Settings(Berxit.Routine.TWO_STAGE, true, 0.2), context(CLASSES))
                .recipe();

        try (ToyTraining training = ToyTraining.of(recipe, ToyTask.of(CLASSES, 5), LAYERS, 5)) {
            assertThat(changed(training, 1)).noneMatch(name -> name.startsWith("aux"));
            assertThat(changed(training, 2)).allMatch(name -> name.matches("(classifier(\\.pooler)?\\[[123]]|aux).*"));
        }
    }

    @Test
    void withoutTheModuleTwoStagesAreDeeBerts() {
        List<Stage> own = new Berxit()
                .create(new Berxit.Settings(Berxit.Routine.TWO_STAGE, false, 0.3), context(CLASSES))
                .recipe()
                .stages();
        List<Stage> deeBert = new DeeBert()
                .create(new DeeBert.Settings(0.3, Schedule.SUITE), context(CLASSES))
                .recipe()
                .stages();

        assertThat(Fingerprint.of(own)).isEqualTo(Fingerprint.of(deeBert));
    }

    @Test
    void theModuleLearnsNumbersAndEntropyDoesNot() {
        Berxit.Settings entropy = Objects.requireNonNull(new Berxit().presets().get("entropy"));

        assertThat(Fingerprint.of(recipe(NUMBERS).stages()))
                .isEqualTo(Fingerprint.of(recipe(CLASSES).stages()));
        assertThatThrownBy(() -> new Berxit().create(entropy, context(NUMBERS)))
                .hasMessageStartingWith("berxit without its learned exit needs class probabilities");
        assertThat(new Berxit().create(entropy, context(CLASSES)).recipe().auxModules())
                .isEmpty();
    }

    @Test
    void aThresholdBelowNothingIsRefused() {
        assertThatThrownBy(() -> new Berxit.Settings(Berxit.Routine.JOINT, true, -0.1))
                .hasMessage("threshold must be at least 0, was -0.1");
    }

    private FixedBatch batch(Phase phase) {
        NDArray logits = manager.zeros(new Shape(1, 2));
        return FixedBatch.of(CLASSES, manager.create(new long[] {0}), phase, logits, logits, logits);
    }

    private static List<Float> weights(Alternation weighting, FixedBatch batch) {
        List<Float> weights = new ArrayList<>();
        for (int layer = 1; layer <= batch.layers(); layer++) {
            weights.add(weighting.weights(layer, batch).getFloat());
        }
        return weights;
    }

    private static List<String> changed(ToyTraining training, int stage) {
        Map<String, List<Float>> before = training.snapshots().get(stage - 1);
        return training.snapshots().get(stage).entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }
}
