package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.TaskLoss;
import org.junit.jupiter.api.Test;

class PabeeTest extends MethodContract<Pabee.Settings> {

    @Override
    protected MethodFactory<Pabee.Settings> factory() {
        return new Pabee();
    }

    @Override
    protected Pabee.Settings settings() {
        return new Pabee.Settings(0.1);
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
        assertThatThrownBy(() -> new Pabee.Settings(0)).hasMessage("tolerance must be above 0, was 0.0");
    }
}
