package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Stage;
import org.earlyexit.train.TaskLoss;
import org.junit.jupiter.api.Test;

class PabeeTest extends MethodContract<Pabee.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<Pabee.Settings> factory() {
        return new Pabee();
    }

    @Override
    protected Pabee.Settings settings() {
        return new Pabee.Settings(0.1, Schedule.SUITE);
    }

    @Test
    void allClassifiersShareAPoolerAndAreTrainedAtOnceByDepth() {
        TaskKind kind = new TaskKind.Regression();

        assertThat(recipe(kind).classifiers()).isEqualTo(new PooledLinear(0.1));
        assertThat(recipe(kind).stages()).hasSize(1);
        assertThat(recipe(kind).stages().get(0).objective())
                .isEqualTo(Objective.of(new TaskLoss(), LayerWeighting.DEPTH));
    }

    @Test
    void unsweptItsPatienceIsHalfTheLayers() {
        assertThat(recipe(new TaskKind.Regression()).strategy().with())
                .isEqualTo(Map.of("patience", LAYERS / 2, "tolerance", 0.1));
    }

    @Test
    void aToleranceOfNothingIsRefused() {
        assertThatThrownBy(() -> new Pabee.Settings(0, Schedule.SUITE))
                .hasMessage("tolerance must be above 0, was 0.0");
    }

    /** The same model and loss, for 5 epochs in batches of 32 at 2e-5. */
    @Test
    void theOfficialPresetTrainsAsThePublishedCodeDoes() {
        Pabee.Settings official = Objects.requireNonNull(factory().presets().get("official"));
        Stage stage =
                factory().create(official, context(CLASSES)).recipe().stages().get(0);

        assertThat(stage.steps().epochs()).isEqualTo(5);
        assertThat(stage.steps().batchSize()).isEqualTo(32);
        assertThat(stage.optimizer().learningRate()).isEqualTo(2e-5);
        assertThat(stage.objective()).isEqualTo(recipe(CLASSES).stages().get(0).objective());
    }
}
