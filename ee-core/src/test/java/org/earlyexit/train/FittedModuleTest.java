package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.Phase;
import org.earlyexit.model.SilentModule;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.toy.Toy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FittedModuleTest {

    private final NDManager manager = NDManager.newBaseManager();
    private final LabelledTokens data = new LabelledTokens(Toy.samples(12, 1), Labels.classes(new int[12]));

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void itIsFittedBeforeTheFirstStepOfAStageThatSelectsItAndStaysSo() {
        Counted counted = new Counted(manager);

        train(counted, Selector.everything());

        assertThat(counted.size.toFloatArray()).containsExactly(12);
        assertThat(counted.fits).isEqualTo(1);
    }

    @Test
    void aStageThatDoesNotSelectItLeavesItAlone() {
        Counted counted = new Counted(manager);

        train(counted, Selector.everything().except("aux.size"));

        assertThat(counted.size.toFloatArray()).containsExactly(0);
        assertThat(counted.fits).isZero();
    }

    @Test
    void aModuleThatSaysNothingIsNotAsked() {
        Counted counted = new Counted(manager);

        assertThat(counted.scoreNames()).isEmpty();
        EarlyExitModel model = Toy.model(manager);
        History history = new Executor(model, manager)
                .fullPass(new TokenBatch(Toy.samples(2, 1)), manager, Phase.INFERENCE, Phase.INFERENCE);
        assertThatThrownBy(() -> counted.scores(1, history))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageEndingWith("Counted says nothing of samples");
    }

    private void train(Counted counted, Selector trainable) {
        EarlyExitModel toy = Toy.model(manager);
        EarlyExitModel model = new EarlyExitModel(
                toy.backbone(),
                toy.depth(),
                toy.classifiers(),
                List.of(counted),
                Controller.RUN_EVERY_LAYER,
                toy.kind(),
                manager.newSubManager());
        Stage stage = new Stage(
                "s",
                trainable,
                new StepPolicy(2, 4, 1, 0),
                Objective.of(new TaskLoss(), LayerWeighting.FINAL),
                new OptimizerSpec(0.01, 0.1, 0, 1, 1e-8));
        new Trainer(manager, 5, Engine.getInstance()::setRandomSeed, TrainingLog.SILENT).run(model, stage, data, data);
    }

    /** Knows how many samples there were. */
    private static final class Counted implements SilentModule, FittedModule {

        final NDArray size;
        private final Parameter parameter;
        private final Parameters parameters;
        private int fits;

        Counted(NDManager manager) {
            size = manager.zeros(new Shape(1));
            parameter = new Parameter("aux.size", "aux.size", size, false);
            parameters = Parameters.of(List.of(parameter));
        }

        @Override
        public void fit(LabelledTokens training, Backbone backbone) {
            parameter.overwrite(training.size());
            fits++;
        }

        @Override
        public Parameters parameters() {
            return parameters;
        }
    }
}
