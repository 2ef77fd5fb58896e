package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.MethodFactory;
import org.junit.jupiter.api.Test;

class FullModelTest extends MethodContract<NoSettings> {

    @Override
    protected MethodFactory<NoSettings> factory() {
        return new FullModel();
    }

    @Override
    protected NoSettings settings() {
        return new NoSettings();
    }

    @Test
    void itLearnsTheTask() {
        TaskKind kind = new TaskKind.Classification(2);

        assertThat(trained(kind).results().get(0).trainingLoss()).isLessThan(0.35); // a coin has ln 2 = 0.69
    }
}
