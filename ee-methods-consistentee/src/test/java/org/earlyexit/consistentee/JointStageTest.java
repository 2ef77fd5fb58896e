package org.earlyexit.consistentee;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.model.Parameter;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ToyBackboneFactory;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StepPolicy;
import org.earlyexit.train.Trainer;
import org.earlyexit.train.TrainingLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JointStageTest {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);
    private static final int LAYERS = 4;

    private final NDManager manager = NDManager.newBaseManager();
    private final ToyTask task = ToyTask.of(CLASSES, 5);

    @AfterEach
    void free() {
        manager.close();
    }

    /** All leave at layer 2, and a single rollout has nothing to be compared with. */
    @Test
    void onlyTheClassifierWhereASampleLeavesLearnsAndNothingDeeper() {
        Recipe recipe = recipe(Map.of("rollouts", 1));
        try (EarlyExitModel model = model(recipe)) {
            new Biases(model).set(-1000, 1000, -1000, -1000);
            Map<String, float[]> before = values(model);

            train(model, recipe.stages().get(2));

            assertThat(changed(model, before))
                    .contains("classifier[2].weight", "classifier.pooler.weight", "toy.layer.1.own", "toy.layer.2.own")
                    .noneMatch(name -> name.matches("(classifier\\[[134]]|toy\\.layer\\.[34]|aux).*"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePolicyLearnsUnderEveryReward(Reward reward) {
        Recipe recipe = recipe(Settings.describe(new Named(reward)));
        List<TrainingLog.EpochReport> reports = new ArrayList<>();
        try (EarlyExitModel model = model(recipe)) {
            Map<String, float[]> before = values(model);

            new Trainer(manager, 1, Engine.getInstance()::setRandomSeed, reports::add)
                    .run(model, recipe.stages().get(1), task.labelled(), task.labelled());

            assertThat(changed(model, before))
                    .contains("aux.policy[1].outer.bias", "aux.policy[3].inner.weight")
                    .allMatch(name -> name.matches("aux\\.policy\\[[123]].*"));
            assertThat(reports.get(0).notes()).containsOnlyKeys("reward", "exit-layer", "accuracy", "log-probability");
            assertThat(reports.get(0).notes().get("exit-layer")).isBetween(1.0, (double) LAYERS);
            assertThat(reports.get(0).notes().get("accuracy")).isBetween(0.0, 1.0);
        }
    }

    @Test
    void policyNetworksHaveThePublishedSize() {
        Recipe recipe = recipe(Map.of());
        try (EarlyExitModel model = model(recipe)) {
            long parameters = model.parameters().list().stream()
                    .filter(parameter -> parameter.group().equals("aux.policy[4]"))
                    .mapToLong(parameter -> parameter.array().size())
                    .sum();

            assertThat(parameters).isEqualTo(16 * 32 + 32 + 32 + 1); // 24,641 at width 768
            assertThat(model.auxModules().get(0).macs(1, 30).exact()).isEqualTo(16 * 32 + 32);
        }
    }

    private EarlyExitModel model(Recipe recipe) {
        BackboneRequest request = new BackboneRequest(Optional.empty(), manager);
        return recipe.assemble(new ToyBackboneFactory(LAYERS, 1).open(request), CLASSES, manager, 1);
    }

    private void train(EarlyExitModel model, Stage stage) {
        new Trainer(manager, 1, Engine.getInstance()::setRandomSeed, TrainingLog.SILENT)
                .run(model, stage, task.labelled(), task.labelled());
    }

    private static Recipe recipe(Map<String, Object> changes) {
        Map<String, Object> values = new LinkedHashMap<>(Settings.describe(ConsistentEeSettings.PAPER));
        values.putAll(changes);
        MethodContext context =
                new MethodContext(LAYERS, CLASSES, new OptimizerSpec(1e-3, 0, 0, 1, 1e-8), new StepPolicy(1, 16, 1, 0));
        return new ConsistentEe()
                .create(Settings.read("with", values, ConsistentEeSettings.class), context)
                .recipe();
    }

    private static Map<String, float[]> values(EarlyExitModel model) {
        Map<String, float[]> values = new LinkedHashMap<>();
        model.parameters()
                .list()
                .forEach(parameter ->
                        values.put(parameter.name(), parameter.array().toFloatArray()));
        return values;
    }

    private static List<String> changed(EarlyExitModel model, Map<String, float[]> before) {
        return model.parameters().list().stream()
                .filter(parameter -> !Arrays.equals(parameter.array().toFloatArray(), before.get(parameter.name())))
                .map(Parameter::name)
                .toList();
    }

    private record Named(Reward reward) {}
}
