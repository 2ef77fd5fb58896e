package org.earlyexit.consistentee;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.earlyexit.backbone.folder.HuggingFaceFolder;
import org.earlyexit.checkpoint.Checkpoints;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.model.Parameter;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.GoldenFolder;
import org.earlyexit.train.LabelledTokens;
import org.earlyexit.train.MemorizedLayerFact;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StageResult;
import org.earlyexit.train.StepPolicy;
import org.earlyexit.train.Trainer;
import org.earlyexit.train.TrainingLog.EpochReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The preset {@code official} against PyTorch: two steps of each stage. The fixtures' script says how those were made
 * and why half of the decisions are a coin's.
 */
class OfficialParityTest {

    private static final GoldenFolder GOLDEN = new GoldenFolder(Path.of("src/test/resources/golden"));
    private static final TaskKind TWO_CLASSES = new TaskKind.Classification(2);
    private static final Offset<Double> TOLERANCE = Offset.offset(1e-4);
    private static final int STEPS = 2;
    private static final double FASTER =
            100; // than published, so that two steps move weights well beyond the tolerance

    private final NDManager manager = NDManager.newBaseManager();
    private final List<EpochReport> reports = new ArrayList<>();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void twoStepsOfEachStageGiveTheNumbersAndWeightsOfPyTorch() {
        Recipe recipe = official();
        LabelledTokens data = GOLDEN.samples();
        Trainer trainer = new Trainer(manager, 1, Engine.getInstance()::setRandomSeed, reports::add).inGivenOrder();
        try (EarlyExitModel model = model(recipe)) {
            Checkpoints.load(GOLDEN.path().resolve("start.safetensors"), model.parameters());
            for (Stage stage : recipe.stages()) {
                reports.clear();
                StageResult result = trainer.run(model, twoSteps(stage), data, data);
                data = data.with(result.facts());

                assertThat(result.steps()).isEqualTo(STEPS);
                assertNumbers(stage.name());
                model.parameters().list().forEach(parameter -> assertWeights(stage.name(), parameter));
            }
        }
        assertThat(data.facts().values(MemorizedLayerFact.NAME)).containsExactly(GOLDEN.floats("data", "memorized"));
    }

    private void assertNumbers(String stage) {
        for (int step = 0; step < STEPS; step++) {
            assertThat(reports.get(step).trainingLoss())
                    .isCloseTo(GOLDEN.floats("data", "losses." + stage)[step], TOLERANCE);
            if (!stage.equals("joint")) {
                assertNote(step, "reward", GOLDEN.floats("data", "rewards." + stage)[step]);
                assertNote(step, "exit-layer", GOLDEN.floats("data", "exits." + stage)[step]);
                assertNote(step, "log-probability", GOLDEN.floats("data", "logs." + stage)[step]);
            }
        }
    }

    private void assertNote(int step, String name, double expected) {
        assertThat(reports.get(step).notes().get(name)).as(name).isCloseTo(expected, TOLERANCE);
    }

    private static void assertWeights(String stage, Parameter parameter) {
        if (parameter.name().endsWith("attention.self.key.bias")) {
            return; // softmax cancels it: its gradient is rounding alone, which AdamW blows up to whole steps
        }
        assertThat(parameter.array().toFloatArray())
                .as("%s after %s", parameter.name(), stage)
                .containsExactly(GOLDEN.floats(stage, parameter.name()), Offset.offset(1e-4f));
    }

    /** As the preset makes it, with a coin for half of the decisions and without dropout. */
    private static Recipe official() {
        Map<String, Object> values = new LinkedHashMap<>(Settings.describe(ConsistentEeSettings.OFFICIAL));
        values.put("epsilon", 0.5);
        ConsistentEeSettings settings = Settings.read("with", values, ConsistentEeSettings.class);
        MethodContext ignored =
                new MethodContext(3, TWO_CLASSES, new OptimizerSpec(1, 0.01, 0.1, 0, 1e-8), new StepPolicy(3, 4, 1, 1));
        Recipe recipe = new ConsistentEe().create(settings, ignored).recipe();
        return new Recipe(
                recipe.depth(),
                new PooledLinear(0),
                recipe.auxModules(),
                recipe.controller(),
                recipe.stages(),
                recipe.strategy());
    }

    /** The batch has room for all samples, so an epoch is a step. */
    private static Stage twoSteps(Stage stage) {
        return new Stage(
                stage.name(),
                stage.trainable(),
                stage.steps().withEpochs(STEPS),
                stage.objective(),
                stage.optimizer().withLearningRate(FASTER * stage.optimizer().learningRate()),
                stage.facts(),
                stage.frozen());
    }

    private EarlyExitModel model(Recipe recipe) {
        return recipe.assemble(HuggingFaceFolder.open(GOLDEN.path().resolve("bert"), manager), TWO_CLASSES, manager, 1);
    }
}
