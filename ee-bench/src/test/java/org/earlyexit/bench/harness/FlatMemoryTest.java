package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ToyBackboneFactory;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.train.LabelledTokens;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.Objective;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StepInfo;
import org.earlyexit.train.StepPolicy;
import org.earlyexit.train.StrategyChoice;
import org.earlyexit.train.TaskLoss;
import org.earlyexit.train.Trainer;
import org.earlyexit.train.TrainingLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 500 training steps and 5,000 inference batches take no more memory at their end than after their first tenth. */
@Tag("slow")
class FlatMemoryTest {

    private static final int STEPS = 500;
    private static final int BATCHES = 5_000;
    private static final double MOST_GROWTH = 1.05;
    private static final int LAYERS = 4;

    @Test
    void trainingAndInferenceTakeNoMoreAndMore() throws IOException {
        try (EngineRoom room = new EngineRoom("cpu");
                NDManager manager = room.manager().newSubManager();
                EarlyExitModel model = model(manager)) {
            LabelledTokens data = ToyTask.of(new TaskKind.Classification(2), 1).labelled();
            int epochs = STEPS / (data.size() / 8) + 1;
            List<Long> training = train(manager, model, data, epochs);
            List<Long> inference = new ArrayList<>();
            Executor executor = new Executor(model, manager);
            int arrays = manager.getManagedArrays().size();
            for (int batch = 0; batch < BATCHES; batch++) {
                executor.run(data.samples().subList(0, 8), ExitStrategy.NEVER, 8);
                if (batch % (BATCHES / 10) == 0) {
                    inference.add(resident());
                }
            }
            inference.add(resident());
            System.err.printf(
                    "resident MiB in training %s, in inference %s%n", mebibytes(training), mebibytes(inference));
            assertThat(manager.getManagedArrays()).hasSize(arrays);
            assertFlat(training);
            assertFlat(inference);
        }
    }

    private static void assertFlat(List<Long> readings) {
        long warm = readings.get(2); // after the first fifth
        assertThat((double) readings.get(readings.size() - 1) / warm).isLessThan(MOST_GROWTH);
    }

    private static List<Long> train(NDManager manager, EarlyExitModel model, LabelledTokens data, int epochs) {
        List<Long> readings = new ArrayList<>();
        TrainingLog log = new TrainingLog() {
            @Override
            public void epoch(EpochReport report) {}

            @Override
            public void step(String stage, StepInfo step) {
                if (step.step() % (STEPS / 10) == 0) {
                    readings.add(resident());
                }
            }
        };
        Stage stage = new Stage(
                "joint",
                Selector.everything(),
                new StepPolicy(epochs, 8, 1, 0),
                Objective.of(new TaskLoss(), LayerWeighting.DEPTH),
                new OptimizerSpec(1e-3, 0.01, 0.1, 1, 1e-8));
        new Trainer(manager, 1, manager.getEngine()::setRandomSeed, log).run(model, stage, data, data);
        return readings;
    }

    private static EarlyExitModel model(NDManager manager) {
        Recipe recipe = Recipe.passive(LAYERS, new PooledLinear(0.1), List.of(), StrategyChoice.of("never", Map.of()));
        BackboneRequest request = new BackboneRequest(java.util.Optional.empty(), manager);
        return recipe.assemble(
                new ToyBackboneFactory(LAYERS, 1).open(request), new TaskKind.Classification(2), manager, 1);
    }

    private static long resident() {
        System.gc();
        try {
            return 4096
                    * Long.parseLong(
                            Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Long> mebibytes(List<Long> readings) {
        return readings.stream().map(bytes -> bytes >> 20).toList();
    }
}
