package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.earlyexit.head.LayerMix;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.TaskLoss;
import org.junit.jupiter.api.Test;

class RightToolTest extends MethodContract<TemperedMaxProbability.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<TemperedMaxProbability.Config> factory() {
        return new RightTool();
    }

    @Override
    protected TemperedMaxProbability.Config settings() {
        return new TemperedMaxProbability.Config(0.8, List.of(2.0, 1.5, 1.0));
    }

    @Test
    void everyLayerCountsTheSameAndReadsAllBefore() {
        assertThat(recipe(CLASSES).classifiers()).isEqualTo(new LayerMix(0.1));
        assertThat(recipe(CLASSES).stages().get(0).objective())
                .isEqualTo(Objective.of(new TaskLoss(), LayerWeighting.UNIFORM));
    }

    @Test
    void mixesLearn() {
        assertThat(trained(CLASSES).snapshots().get(0).get("classifier[3].mix")).containsOnly(1f);
        assertThat(trained(CLASSES).snapshots().get(1).get("classifier[3].mix")).doesNotContain(1f);
    }
}
