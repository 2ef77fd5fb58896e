package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.testkit.ToyTraining;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
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

    /** A coin loses ln 2; given time, the model that has learnt loses less than half of that. */
    @Test
    void itLearnsTheTask() {
        TaskKind kind = new TaskKind.Classification(2);
        MethodContext brief = context(kind);
        MethodContext longer =
                new MethodContext(LAYERS, kind, brief.optimizer(), brief.steps().withEpochs(40));
        Recipe recipe = factory().create(settings(), longer).recipe();

        try (ToyTraining training = ToyTraining.of(recipe, ToyTask.of(kind, 1), LAYERS, 1)) {
            assertThat(training.results().get(0).trainingLoss()).isLessThan(Math.log(2) / 2);
        }
    }
}
