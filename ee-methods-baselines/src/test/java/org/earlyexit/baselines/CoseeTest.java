package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.TaskLoss;
import org.earlyexit.train.TrainingBatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CoseeTest extends MethodContract<Cosee.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    private final NDManager manager = NDManager.newBaseManager();

    @Override
    protected MethodFactory<Cosee.Settings> factory() {
        return new Cosee();
    }

    @Override
    protected Cosee.Settings settings() {
        return new Cosee.Settings(Doubt.ENERGY, 0.1, 10, 5, 0.3, 0.15);
    }

    @AfterAll
    void free() {
        manager.close();
    }

    /** The mean over layers, which is the plain sum divided by L. */
    @Test
    void withoutAlphaAndBetaItIsUniformJointTraining() {
        Cosee.Settings plain = new Cosee.Settings(Doubt.ENERGY, 0, 0, 5, 0.3, 0.15);
        Objective own = new Cosee()
                .create(plain, context(CLASSES))
                .recipe()
                .stages()
                .get(0)
                .objective();
        FixedBatch batch = batch(0.2f, 0.4f, 0.3f, 0.1f).at(3, 4);

        float uniform = Objective.of(new TaskLoss(), LayerWeighting.UNIFORM)
                .value(batch)
                .getFloat();

        assertThat(own.value(batch).getFloat()).isCloseTo(uniform / 3, within(1e-6f));
        assertThat(weights(new SimulatedExits(Doubt.ENERGY, 5, 0), batch, 2))
                .containsExactly(new float[] {1 / 3f, 1 / 3f}, within(1e-6f));
    }

    /** No threshold of [0, 1) is below an energy of 0 or above one of 1: the samples leave at layers 1 and 3. */
    @Test
    void sharpWeightsAreWhereASampleWouldLeave() {
        FixedBatch batch = batch(0, 1, 0, 1).at(1, 2);
        SimulatedExits sharp = new SimulatedExits(Doubt.ENERGY, 5, 1000);

        assertThat(weights(sharp, batch, 1)).containsExactly(new float[] {1, 0}, within(1e-6f));
        assertThat(weights(sharp, batch, 2)).containsExactly(new float[] {0, 0}, within(1e-6f));
        assertThat(weights(sharp, batch, 3)).containsExactly(new float[] {0, 1}, within(1e-6f));
    }

    /** Exit at layer 2 of 3 with beta 2 * 1/2: e^-1, 1, e^-1 over their sum. */
    @Test
    void weightsFallOffWithTheDistanceFromTheExit() {
        FixedBatch batch = batch(1, 1, 0, 0).at(1, 2);
        double all = 1 + 2 * Math.exp(-1);
        SimulatedExits soft = new SimulatedExits(Doubt.ENERGY, 3, 2);

        assertThat(weights(soft, batch, 1)[0]).isCloseTo((float) (Math.exp(-1) / all), within(1e-6f));
        assertThat(weights(soft, batch, 2)[0]).isCloseTo((float) (1 / all), within(1e-6f));
        assertThat(weights(soft, batch, 3)[0]).isCloseTo((float) (Math.exp(-1) / all), within(1e-6f));
    }

    /** In the epoch before signals went from 0.3 to 0.35: the sample of 0.2 leaves at once, that of 0.4 never. */
    @Test
    void laterEpochsDrawThresholdsAmongTheSignalsOfTheEpochBefore() {
        FixedBatch later = batch(0.2f, 0.4f, 0.2f, 0.4f).at(1, 2).after(new TrainingBatch.Span(0.3, 0.35));
        SimulatedExits sharp = new SimulatedExits(Doubt.ENERGY, 5, 1000);

        assertThat(sharp.weights(1, later).toFloatArray()).containsExactly(new float[] {1, 0}, within(1e-6f));
        assertThat(sharp.weights(3, later).toFloatArray()).containsExactly(new float[] {0, 1}, within(1e-6f));
    }

    /** By hand, of logits (0, ln 3): H = -(ln 1/4 + 3 ln 3/4) / 4. */
    @Test
    void allThreeSignalsAreLowWhereAClassifierIsSure() {
        NDArray logits = manager.create(new float[][] {{0, (float) Math.log(3)}});
        double entropy = -(Math.log(0.25) + 3 * Math.log(0.75)) / 4 / Math.log(2);

        assertThat(Doubt.ENERGY.of(logits).getFloat(0)).isCloseTo(0.2f, within(1e-6f));
        assertThat(Doubt.ENTROPY.of(logits).getFloat(0)).isCloseTo((float) entropy, within(1e-6f));
        assertThat(Doubt.MAX_PROBABILITY.of(logits).getFloat(0)).isCloseTo(0.25f, within(1e-6f));
        assertThat(Doubt.MAX_PROBABILITY.exit(0.25).with()).containsEntry("threshold", 0.75);
    }

    /** The first sample is right with 0.2, the second wrong with 0.4: 0.2 - 0.4 + 0.3. */
    @Test
    void rightAnswersShouldHaveALowerEnergyThanWrongOnes() {
        FixedBatch batch = batch(0.2f, 0.4f, 0.2f, 0.4f);

        assertThat(new Separation(Doubt.ENERGY, 0.3).values(1, batch).toFloatArray())
                .containsExactly(new float[] {0.1f, 0.1f}, within(1e-6f));
        assertThat(new Separation(Doubt.ENERGY, 0.1).values(1, batch).toFloatArray())
                .containsOnly(0);
    }

    @Test
    void whereAllAreRightThereIsNothingToSeparate() {
        NDArray logits = manager.create(new float[][] {{1, 0}, {1, 0}});
        FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {0, 0}), logits);

        assertThat(new Separation(Doubt.ENERGY, 0.3).values(1, batch).toFloatArray())
                .containsOnly(0);
    }

    /** 1 / (1 + e^1 + e^2), also where the exponentials are too large for a float. */
    @Test
    void theEnergyIsLowWhereLogitsAreHigh() {
        FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {0, 0}), manager.create(new float[][] {
            {1, 2}, {-200, 200}
        }));

        float[] energies = trained(CLASSES)
                .model()
                .auxModules()
                .get(0)
                .scores(1, batch.history())
                .toFloatArray();

        assertThat(energies[0]).isCloseTo((float) (1 / (1 + Math.E + Math.exp(2))), within(1e-6f));
        assertThat(energies[1]).isZero();
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new Cosee.Settings(Doubt.ENERGY, -1, 0, 5, 0.3, 0.1))
                .hasMessage("alpha, beta and margin must be at least 0, were -1.0, 0.0 and 0.3");
        assertThatThrownBy(() -> new Cosee.Settings(Doubt.ENERGY, 0, 0, 0, 0.3, 0.1))
                .hasMessage("thresholds must be at least 1, was 0");
    }

    /** Two samples of class 0 in three layers, which answer 0 and 1; their energies at layers 1 and 2. */
    private FixedBatch batch(float... energies) {
        NDArray logits = manager.create(new float[][] {{1, 0}, {0, 1}});
        return FixedBatch.of(
                CLASSES,
                manager.create(new long[] {0, 0}),
                logits(energies[0], energies[1]),
                logits(energies[2], energies[3]),
                logits);
    }

    /** The first sample's larger logit is that of class 0, the second's of class 1: three to one of 1/E - 1. */
    private NDArray logits(float first, float second) {
        return manager.create(new float[][] {{part(first, 3), part(first, 1)}, {part(second, 1), part(second, 3)}});
    }

    private static float part(double energy, double quarters) {
        double sum = Math.max(1 / Math.max(energy, 1e-30) - 1, 1e-30);
        return (float) Math.log(sum * quarters / 4);
    }

    private static float[] weights(SimulatedExits weighting, FixedBatch batch, int layer) {
        return weighting.weights(layer, batch).toFloatArray();
    }
}
