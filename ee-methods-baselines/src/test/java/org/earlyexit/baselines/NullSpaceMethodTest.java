package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.TaskLoss;
import org.junit.jupiter.api.Test;

class NullSpaceMethodTest extends MethodContract<NullSpaceMethod.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<NullSpaceMethod.Settings> factory() {
        return new NullSpaceMethod();
    }

    @Override
    protected NullSpaceMethod.Settings settings() {
        return new NullSpaceMethod.Settings(0.1, 0.2);
    }

    private static final float[] POOLED = {0, 0.5f, 2};

    /**
     * W = (1, 0, 0), (0, 2, 0) and b = (1, 0), so W^+ b = (1, 0, 0) and f = (1, 1/2, 2), z = (1, 1); of ||f||^2 = 5.25
     * the rows of W see 1.25, so n = sqrt(4 / 5.25), and u = e^(n / 10) / (2 e + e^(n / 10)).
     */
    @Test
    void whatAClassifierCannotSeeMakesItLessCertain() {
        double outside = Math.sqrt(4 / 5.25);
        double part = Math.exp(outside / 10);

        assertThat((double) certainty(1)).isCloseTo(part / (2 * Math.E + part), within(1e-6));
    }

    /** With b = 0, n does not change with the length of f, while the logits do. */
    @Test
    void theLengthOfTheFeatureDoesNotMatterToTheProjection() {
        double one = ratio(1);
        double three = ratio(3);

        assertThat(three).isCloseTo(one, within(1e-5));
    }

    /** n itself, read off u and the logits z = scale (0, 1). */
    private static double ratio(float scale) {
        double u = certainty(0, scale);
        double others = 1 + Math.exp(scale);
        return 10 * Math.log(u * others / (1 - u));
    }

    @Test
    void theLossIsTheMeanOverLayers() {
        Objective.Summand only =
                recipe(CLASSES).stages().get(0).objective().terms().get(0);

        assertThat(only).isEqualTo(new Objective.Summand(0.25, new TaskLoss(), LayerWeighting.UNIFORM));
        assertThatThrownBy(() -> new NullSpaceMethod.Settings(-1, 0.2))
                .hasMessage("alpha must be at least 0, was -1.0");
    }

    private static float certainty(float bias) {
        return certainty(bias, 1);
    }

    private static float certainty(float bias, float scale) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray pooled = manager.create(new float[][] {POOLED}).mul(scale);
            FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {0}), pooled);
            BackboneSpec spec = new BackboneSpec("toy", 1, 3, 1, 3, 8, 8);
            ModelContext context =
                    new ModelContext(spec, CLASSES, Optional.empty(), manager, 1).with(new Linear(manager, bias));

            return new NullSpaceScore(0.1)
                    .build(context)
                    .scores(1, batch.history())
                    .getFloat(0, 0);
        }
    }

    /** A classifier whose weights are known. */
    private record Linear(NDManager manager, float bias) implements InternalClassifier {

        @Override
        public ClassifierOutput forward(int layer, History upTo) {
            return upTo.output(layer);
        }

        @Override
        public MacCount macs(int layer, int tokens) {
            return MacCount.ZERO;
        }

        @Override
        public Parameters parameters() {
            NDArray weight = manager.create(new float[][] {{1, 0, 0}, {0, 2, 0}});
            return Parameters.of(List.of(
                    new Parameter("classifier[1].weight", "classifier[1]", weight, true),
                    new Parameter(
                            "classifier[1].bias", "classifier[1]", manager.create(new float[] {bias, 0}), false)));
        }
    }
}
