package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PalbertTest extends MethodContract<Palbert.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    private final NDManager manager = NDManager.newBaseManager();

    @Override
    protected MethodFactory<Palbert.Settings> factory() {
        return new Palbert();
    }

    @Override
    protected Palbert.Settings settings() {
        return new Palbert.Settings(0.1, 0.3, 0.5);
    }

    @AfterAll
    void free() {
        manager.close();
    }

    /** Lambdas 1/2 and 1/4, and 1 at the last layer: 1/2, 1/2 * 1/4, 1/2 * 3/4. */
    @Test
    void stoppingProbabilitiesSumToOne() {
        assertThat(share(1)).isEqualTo(0.5f);
        assertThat(share(2)).isEqualTo(0.125f);
        assertThat(share(3)).isEqualTo(0.375f);
    }

    /** With a rate of 1/2 over 3 layers g is 4/7, 2/7, 1/7. */
    @Test
    void thePriorIsAGeometricDistributionThatEnds() {
        double expected = 0.5 * Math.log(0.5 * 7 / 4) + 0.125 * Math.log(0.125 * 7 / 2) + 0.375 * Math.log(0.375 * 7);

        float value = Objective.of(new HaltingPrior(0.5), LayerWeighting.UNIFORM)
                .value(batch())
                .getFloat();

        assertThat(value).isCloseTo((float) expected, within(1e-6f));
    }

    @Test
    void theLambdaLayerLearnsAndServesAllLayers() {
        Map<String, List<Float>> before = trained(CLASSES).snapshots().get(0);
        Map<String, List<Float>> after = trained(CLASSES).snapshots().get(1);

        assertThat(before.keySet().stream().filter(name -> name.startsWith("aux")))
                .hasSize(9);
        assertThat(after.get("aux.halting.first.weight")).isNotEqualTo(before.get("aux.halting.first.weight"));
        assertThat(trained(CLASSES).model().auxModules().get(0).macs(2, 30).exact())
                .isEqualTo(4 * 16 * 16 + 16);
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new Palbert.Settings(-1, 0.1, 0.5)).hasMessage("beta must be at least 0, was -1.0");
        assertThatThrownBy(() -> new Palbert.Settings(0.5, 1, 0.5)).hasMessage("rate must be in (0, 1), was 1.0");
    }

    private float share(int layer) {
        return new HaltingShare().weights(layer, batch()).getFloat(0);
    }

    private FixedBatch batch() {
        NDArray logits = manager.zeros(new Shape(1, 2));
        return FixedBatch.of(CLASSES, manager.create(new long[] {0}), logits, logits, logits)
                .saying(Halting.LAMBDA, manager.create(new float[] {0.5f}), manager.create(new float[] {0.25f}));
    }
}
