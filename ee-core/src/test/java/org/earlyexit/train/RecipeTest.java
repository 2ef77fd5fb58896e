package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.model.TextEncoder;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.toy.Toy;
import org.earlyexit.toy.ToyBackbone;
import org.earlyexit.toy.ToyClassifiers;
import org.earlyexit.toy.ToyScore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecipeTest {

    private static final StrategyChoice NEVER = StrategyChoice.of("never", Map.of());

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void aPassiveRecipeOfThreeLayersBuildsThreeClassifiers() {
        Recipe recipe = Recipe.passive(3, new ToyClassifiers.Spec(0), List.of(), NEVER);

        EarlyExitModel model = recipe.assemble(pretrained(), Toy.TWO_CLASSES, manager, 4);

        assertThat(model.depth()).isEqualTo(3);
        assertThat(model.controller()).isSameAs(Controller.RUN_EVERY_LAYER);
        assertThat(model.classifiers().parameters().list())
                .extracting(Parameter::name)
                .containsExactly("classifier1", "classifier2", "classifier3");
        model.close();
    }

    @Test
    void equalSeedsStartEqualAndOthersDoNot() {
        Recipe recipe = Recipe.passive(4, new ToyClassifiers.Spec(0), List.of(), NEVER);

        float[] first = start(recipe, 4);

        assertThat(start(recipe, 4)).containsExactly(first);
        assertThat(start(recipe, 5)).isNotEqualTo(first);
    }

    @Test
    void theControllerGetsTheRecipesOwnModules() {
        Recipe recipe = new Recipe(
                4,
                new ToyClassifiers.Spec(0),
                List.of(new ToyScore.Spec("exit"), new ToyScore.Spec("gate")),
                Optional.of(SoftSkip::new),
                List.of(),
                NEVER);

        EarlyExitModel model = recipe.assemble(pretrained(), Toy.TWO_CLASSES, manager, 4);

        assertThat(model.scoreNames()).containsExactly("exit", "exit-layer", "gate", "gate-layer");
        assertThat(((SoftSkip) model.controller()).modules()).isEqualTo(model.auxModules());
    }

    /** The gates' gradient flows through the layers, so the backbone must run as in training though it is frozen. */
    @Test
    void softGatesLearnThroughAFrozenBackbone() {
        Recipe recipe = new Recipe(
                4,
                new ToyClassifiers.Spec(0),
                List.of(new ToyScore.Spec("exit"), new ToyScore.Spec("gate")),
                Optional.of(SoftSkip::new),
                List.of(),
                NEVER);
        EarlyExitModel model = recipe.assemble(pretrained(), Toy.TWO_CLASSES, manager, 4);
        List<Parameter> gates = model.auxModules().get(1).parameters().list();
        float[] before = gates.get(0).array().toFloatArray();
        float[] frozen = model.backbone().parameters().list().get(1).array().toFloatArray();
        Stage stage = new Stage(
                "gates",
                Selector.of("aux.gate"),
                new StepPolicy(1, 8, 1, 0),
                Objective.of(new TaskLoss(), LayerWeighting.FINAL),
                new OptimizerSpec(0.1, 0, 0, 0, 1e-8));
        LabelledTokens data = new LabelledTokens(Toy.samples(8, 1), Labels.classes(0, 1, 0, 1, 0, 1, 0, 1));

        new Trainer(manager, 1, seed -> {}, TrainingLog.SILENT).run(model, stage, data, data);

        assertThat(gates.get(0).array().toFloatArray()).isNotEqualTo(before);
        assertThat(model.backbone().parameters().list().get(1).array().toFloatArray())
                .containsExactly(frozen);
    }

    @Test
    void whatWasBuiltIsFreedWhereAPartCannotBeBuilt() {
        AuxModuleSpec broken = context -> {
            throw new IllegalArgumentException("width must be at least 1, was 0");
        };
        Recipe recipe = new Recipe(4, new ToyClassifiers.Spec(0), List.of(broken), Optional.empty(), List.of(), NEVER);

        assertThatThrownBy(() -> recipe.assemble(pretrained(), Toy.TWO_CLASSES, manager, 4))
                .hasMessage("width must be at least 1, was 0");
    }

    private float[] start(Recipe recipe, long seed) {
        EarlyExitModel model = recipe.assemble(pretrained(), Toy.TWO_CLASSES, manager, seed);
        float[] values = model.classifiers().parameters().list().get(0).array().toFloatArray();
        model.close();
        return values;
    }

    private PretrainedBackbone pretrained() {
        TextEncoder encoder = new TextEncoder() {
            @Override
            public TokenSequence encode(String first, @Nullable String second, int maxLength) {
                return new TokenSequence(new int[] {1}, new int[] {0});
            }

            @Override
            public String sha256() {
                return "";
            }
        };
        return new PretrainedBackbone(new ToyBackbone(manager, 4, 1), encoder, Optional.empty(), "", "plain", "");
    }

    /** Skips each layer softly, by the weight that the second module says. */
    private record SoftSkip(List<AuxModule> modules) implements Controller {

        @Override
        public LayerAction before(int layer, History upTo) {
            return new LayerAction.SoftGate(
                    modules.get(1).scores(upTo.layer(), upTo).get(":, 0"));
        }

        @Override
        public boolean passive() {
            return false;
        }
    }
}
