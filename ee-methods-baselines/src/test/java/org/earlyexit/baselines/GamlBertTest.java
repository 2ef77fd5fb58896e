package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.ProjectedGradients;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.TaskLoss;
import org.junit.jupiter.api.Test;

class GamlBertTest extends MethodContract<GamlBert.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<GamlBert.Settings> factory() {
        return new GamlBert();
    }

    @Override
    protected GamlBert.Settings settings() {
        return new GamlBert.Settings(1, 2);
    }

    @Test
    void whatClassifiersLearnFromEachOtherNeverWorksAgainstTheLabels() {
        Stage stage = recipe(CLASSES).stages().get(0);

        assertThat(stage.gradients()).isEqualTo(new ProjectedGradients(1, Selector.everything()));
        assertThat(stage.objective().terms().get(0).term()).isEqualTo(new TaskLoss());
    }

    /** Both layers say (1/4, 3/4) at T = 1: nothing to learn from each other, and -ln 3/4 for the label 1. */
    @Test
    void equalAnswersHaveNothingToTeach() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.create(new float[][] {{0, (float) Math.log(3)}});
            FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {1}), logits, logits);

            Objective objective = recipe(CLASSES).stages().get(0).objective();

            assertThat(objective.value(batch).getFloat()).isCloseTo((float) -Math.log(0.75), within(1e-6f));
        }
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new GamlBert.Settings(0, 2))
                .hasMessage("mutual and temperature must be above 0, were 0.0 and 2.0");
    }
}
