package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import org.earlyexit.head.OwnPooledLinear;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.TaskLoss;
import org.junit.jupiter.api.Test;

class ElasticBertTest extends MethodContract<Entropy.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<Entropy.Config> factory() {
        return new ElasticBert();
    }

    @Override
    protected Entropy.Config settings() {
        return new Entropy.Config(0.3);
    }

    @Test
    void everyLayerCountsTheSameAndHasAPoolerOfItsOwn() {
        assertThat(recipe(CLASSES).classifiers()).isEqualTo(new OwnPooledLinear(0.1));
        assertThat(recipe(CLASSES).stages()).hasSize(1);
        assertThat(recipe(CLASSES).stages().get(0).objective())
                .isEqualTo(Objective.of(new TaskLoss(), LayerWeighting.UNIFORM));
    }
}
