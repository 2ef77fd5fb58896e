package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Objects;
import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.junit.jupiter.api.Test;

class EnsembleOfClassifiersTest extends MethodContract<EnsembleOfClassifiers.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<EnsembleOfClassifiers.Settings> factory() {
        return new EnsembleOfClassifiers();
    }

    @Override
    protected EnsembleOfClassifiers.Settings settings() {
        return new EnsembleOfClassifiers.Settings(0.1, 1.5, 0.5);
    }

    @Test
    void withoutDiversityItsModelIsPabees() {
        EnsembleOfClassifiers.Settings voting =
                Objects.requireNonNull(new EnsembleOfClassifiers().presets().get("voting"));
        Recipe own =
                new EnsembleOfClassifiers().create(voting, context(CLASSES)).recipe();
        Recipe pabee = new Pabee()
                .create(new Pabee.Settings(0.1, Schedule.SUITE), context(CLASSES))
                .recipe();

        assertThat(Fingerprint.of(own.stages())).isEqualTo(Fingerprint.of(pabee.stages()));
    }

    /**
     * Layers say (1/2, 1/2), (1/4, 3/4), (1/5, 4/5). Layer 3 is nearer to layer 1, by hand -(ln 1/5 + ln 4/5) / 2 =
     * 0.916, or to layer 2, -(ln 1/5 + 3 ln 4/5) / 4 = 0.570: to layer 2.
     */
    @Test
    void diversityIsTheDistanceToTheNearestBefore() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray first = logits(manager, 0);
            NDArray second = logits(manager, Math.log(3));
            NDArray third = logits(manager, Math.log(4));
            FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {0}), first, second, third);

            assertThat(new Diversity().values(1, batch).getFloat(0)).isZero();
            assertThat(new Diversity().values(2, batch).getFloat(0))
                    .isCloseTo((float) (-(Math.log(0.25) + Math.log(0.75)) / 2), within(1e-6f));
            assertThat(new Diversity().values(3, batch).getFloat(0))
                    .isCloseTo((float) (-(Math.log(0.2) + 3 * Math.log(0.8)) / 4), within(1e-6f));

            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                collector.backward(new Diversity().values(3, batch).sum());
            }
            assertThat(first.getGradient().toFloatArray()).containsOnly(0);
            assertThat(second.getGradient().toFloatArray()).doesNotContain(0);
            assertThat(third.getGradient().toFloatArray()).doesNotContain(0);
        }
    }

    @Test
    void aDiversityThatOutweighsTheTaskIsRefused() {
        assertThatThrownBy(() -> new EnsembleOfClassifiers.Settings(1, 1.5, 0.5))
                .hasMessage("diversity must be in [0, 1), was 1.0");
    }

    private static NDArray logits(NDManager manager, double second) {
        NDArray logits = manager.create(new float[][] {{0, (float) second}}).duplicate();
        logits.setRequiresGradient(true);
        return logits;
    }
}
