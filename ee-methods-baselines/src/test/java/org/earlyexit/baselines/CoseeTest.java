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
import org.earlyexit.train.StepInfo;
import org.earlyexit.train.TaskLoss;
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
        return new Cosee.Settings(0.1, 10, 5, 0.3, 0.15);
    }

    @AfterAll
    void free() {
        manager.close();
    }

    /** The mean over layers, which is the plain sum divided by L. */
    @Test
    void withoutAlphaAndBetaItIsUniformJointTraining() {
        Cosee.Settings plain = new Cosee.Settings(0, 0, 5, 0.3, 0.15);
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
        assertThat(weights(new SimulatedExits(5, 0), batch, 2))
                .containsExactly(new float[] {1 / 3f, 1 / 3f}, within(1e-6f));
    }

    /** No threshold of [0, 1) is below an energy of 0 or above one of 1: the samples leave at layers 1 and 3. */
    @Test
    void sharpWeightsAreWhereASampleWouldLeave() {
        FixedBatch batch = batch(0, 1, 0, 1).at(1, 2);
        SimulatedExits sharp = new SimulatedExits(5, 1000);

        assertThat(weights(sharp, batch, 1)).containsExactly(new float[] {1, 0}, within(1e-6f));
        assertThat(weights(sharp, batch, 2)).containsExactly(new float[] {0, 0}, within(1e-6f));
        assertThat(weights(sharp, batch, 3)).containsExactly(new float[] {0, 1}, within(1e-6f));
    }

    /** Exit at layer 2 of 3 with beta 2 * 1/2: e^-1, 1, e^-1 over their sum. */
    @Test
    void weightsFallOffWithTheDistanceFromTheExit() {
        FixedBatch batch = batch(1, 1, 0, 0).at(1, 2);
        double all = 1 + 2 * Math.exp(-1);
        SimulatedExits soft = new SimulatedExits(3, 2);

        assertThat(weights(soft, batch, 1)[0]).isCloseTo((float) (Math.exp(-1) / all), within(1e-6f));
        assertThat(weights(soft, batch, 2)[0]).isCloseTo((float) (1 / all), within(1e-6f));
        assertThat(weights(soft, batch, 3)[0]).isCloseTo((float) (Math.exp(-1) / all), within(1e-6f));
    }

    @Test
    void laterEpochsDrawThresholdsAmongTheEnergiesThatThereAre() {
        FixedBatch first = batch(0.2f, 0.4f, 0.2f, 0.4f);
        FixedBatch later =
                new FixedBatch(CLASSES, first.labels(), first.history(), new StepInfo(1, 2, 1), first.scores());

        assertThat(weights(new SimulatedExits(5, 1000), later, 1)).containsExactly(new float[] {1, 0}, within(1e-6f));
        assertThat(weights(new SimulatedExits(5, 1000), later, 3)).containsExactly(new float[] {0, 1}, within(1e-6f));
    }

    /** The first sample is right with 0.2, the second wrong with 0.4: 0.2 - 0.4 + 0.3. */
    @Test
    void rightAnswersShouldHaveALowerEnergyThanWrongOnes() {
        FixedBatch batch = batch(0.2f, 0.4f, 0.2f, 0.4f);

        assertThat(new Separation(0.3).values(1, batch).toFloatArray())
                .containsExactly(new float[] {0.1f, 0.1f}, within(1e-6f));
        assertThat(new Separation(0.1).values(1, batch).toFloatArray()).containsOnly(0);
    }

    @Test
    void whereAllAreRightThereIsNothingToSeparate() {
        NDArray logits = manager.create(new float[][] {{1, 0}, {1, 0}});
        FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {0, 0}), logits);

        assertThat(new Separation(0.3).values(1, batch).toFloatArray()).containsOnly(0);
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
        assertThatThrownBy(() -> new Cosee.Settings(-1, 0, 5, 0.3, 0.1))
                .hasMessage("alpha, beta and margin must be at least 0, were -1.0, 0.0 and 0.3");
        assertThatThrownBy(() -> new Cosee.Settings(0, 0, 0, 0.3, 0.1))
                .hasMessage("thresholds must be at least 1, was 0");
    }

    /** Two samples of class 0 in three layers, which answer 0 and 1; their energies at layers 1 and 2. */
    private FixedBatch batch(float... energies) {
        NDArray logits = manager.create(new float[][] {{1, 0}, {0, 1}});
        return FixedBatch.of(CLASSES, manager.create(new long[] {0, 0}), logits, logits, logits)
                .saying(
                        EnergyScore.ENERGY,
                        manager.create(new float[] {energies[0], energies[1]}),
                        manager.create(new float[] {energies[2], energies[3]}));
    }

    private static float[] weights(SimulatedExits weighting, FixedBatch batch, int layer) {
        return weighting.weights(layer, batch).toFloatArray();
    }
}
