package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.MethodFactory;
import org.junit.jupiter.api.Test;

class FixedLayerMethodTest extends MethodContract<NoSettings> {

    @Override
    protected MethodFactory<NoSettings> factory() {
        return new FixedLayerMethod();
    }

    @Override
    protected NoSettings settings() {
        return new NoSettings();
    }

    @Test
    void unsweptItLeavesHalfWay() {
        assertThat(recipe(new TaskKind.Classification(2)).strategy().with()).isEqualTo(Map.of("layer", LAYERS / 2));
    }
}
