package org.earlyexit.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.toy.Toy;
import org.earlyexit.toy.ToyBackbone;
import org.earlyexit.toy.ToyClassifiers;
import org.earlyexit.toy.ToyScore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EarlyExitModelTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void parametersComeInAFixedOrderAndRequireNoGradients() {
        List<Parameter> parameters = Toy.model(manager).parameters().list();

        assertThat(parameters)
                .extracting(Parameter::group)
                .startsWith("backbone.embeddings", "backbone.layer[1]")
                .endsWith("classifier[4]", "aux.exit", "aux.gate");
        assertThat(parameters).noneMatch(parameter -> parameter.array().hasGradient());
    }

    @Test
    void aDepthBeyondTheBackboneIsRefused() {
        assertThatThrownBy(() -> model(5, "exit", "gate"))
                .hasMessage("depth must be in 1..4, the layers of the backbone, was 5");
        assertThatThrownBy(() -> model(0, "exit", "gate")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scoresOfOneNameTwiceAreRefused() {
        assertThatThrownBy(() -> model(4, "exit", "exit"))
                .hasMessage("scores must have distinct names, were [exit, exit-layer, exit, exit-layer]");
    }

    private EarlyExitModel model(int depth, String... scores) {
        ToyBackbone backbone = new ToyBackbone(manager, Toy.LAYERS, 1);
        ModelContext context = new ModelContext(backbone.spec(), Toy.TWO_CLASSES, Optional.empty(), manager, 2);
        List<AuxModule> modules = List.of(new ToyScore(context, scores[0]), new ToyScore(context, scores[1]));
        return new EarlyExitModel(
                backbone,
                depth,
                new ToyClassifiers(context, 0),
                modules,
                Controller.RUN_EVERY_LAYER,
                Toy.TWO_CLASSES,
                manager.newSubManager());
    }
}
