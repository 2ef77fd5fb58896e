package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.earlyexit.head.CascadedLinear;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.MethodFactory;
import org.junit.jupiter.api.Test;

class ZeroTimeWasteTest extends MethodContract<MaxProbability.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<MaxProbability.Config> factory() {
        return new ZeroTimeWaste();
    }

    @Override
    protected MaxProbability.Config settings() {
        return new MaxProbability.Config(0.8);
    }

    @Test
    void theBackboneAndItsClassifierStayOnceTheyAreTrained() {
        List<Map<String, List<Float>>> stages = trained(CLASSES).snapshots();

        assertThat(changed(stages.get(1), stages.get(2)))
                .contains("classifier[1].weight", "classifier.pooler[3].bias")
                .allMatch(name -> name.matches("classifier(\\.pooler)?\\[[123]].*"));
        assertThat(changed(stages.get(2), stages.get(3)))
                .contains("classifier.ensemble[3].weights")
                .allMatch(name -> name.startsWith("classifier.ensemble"));
    }

    /** An even mean of one distribution is itself, so that layer 1 starts as its own classifier. */
    @Test
    void ensemblesStartEven() {
        assertThat(trained(CLASSES).snapshots().get(2).get("classifier.ensemble[1].weights"))
                .containsExactly((float) Math.log(Math.expm1(1)));
        assertThat(recipe(CLASSES).classifiers()).isEqualTo(new CascadedLinear(0.1));
    }

    /** What follows the pooled vector are the classifier's own logits (0, ln 3): -ln 3/4 for the label 1. */
    @Test
    void eachClassifierIsTrainedByWhatItSaysAlone() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray pooled = manager.create(new float[][] {{7, 7, 7, 0, (float) Math.log(3)}});
            FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {1}), pooled);

            assertThat(new OwnAnswerLoss().values(1, batch).getFloat(0))
                    .isCloseTo((float) -Math.log(0.75), within(1e-6f));
        }
    }

    private static List<String> changed(Map<String, List<Float>> before, Map<String, List<Float>> after) {
        return after.keySet().stream()
                .filter(name -> !Objects.equals(after.get(name), before.get(name)))
                .toList();
    }
}
