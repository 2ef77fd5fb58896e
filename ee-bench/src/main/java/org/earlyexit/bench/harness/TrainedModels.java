package org.earlyexit.bench.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.earlyexit.bench.record.FileSums;
import org.earlyexit.bench.record.StageFacts;
import org.earlyexit.checkpoint.Checkpoints;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.train.FactSource;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.SampleFacts;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StageResult;
import org.earlyexit.train.Trainer;

/** Trains stages, each a cell of its own, so that methods whose recipes begin alike train the beginning once. */
final class TrainedModels {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** How long a stage takes beside a trace or a measured row, in the units of {@link Progress#advance}. */
    static final int UNITS = 8;

    static final String CHECKPOINT = "checkpoint.safetensors";
    private static final String FACTS = "stage.json";
    private static final String EPOCHS = "epochs.tsv";

    private final EngineRoom room;
    private final Backbones backbones;
    private final Cells cells;
    private final RunFolder folder;
    private final Progress progress;
    private final RunOptions options;

    TrainedModels(EngineRoom room, Plan plan, Cells cells, RunFolder folder, Progress progress) {
        this.room = room;
        this.backbones = plan.backbones();
        this.options = plan.options();
        this.cells = cells;
        this.folder = folder;
        this.progress = progress;
    }

    /** A model that has been through all stages of its recipe; those that were not trained before are trained now. */
    EarlyExitModel open(PreparedTask task, Recipe recipe, long seed) {
        TaskData data = task.data();
        EarlyExitModel model = start(data, recipe, seed);
        try {
            int done = finishedStages(data, recipe, seed);
            if (done > 0) {
                Checkpoints.load(checkpoint(cells.trained(data, recipe, seed, done)), model.parameters());
            }
            for (int next = done + 1; next <= recipe.stages().size(); next++) {
                train(model, task, recipe, seed, next);
            }
            return model;
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    /** The hash of the weights after all stages; empty for a recipe that trains nothing. */
    String checkpointSha256(TaskData data, Recipe recipe, long seed) {
        return recipe.stages().isEmpty() ? "" : FileSums.sha256(checkpoint(cells.trained(data, recipe, seed)));
    }

    /** What is known of each stage of a trained recipe. */
    List<StageFacts> facts(TaskData data, Recipe recipe, long seed) {
        List<StageFacts> facts = new ArrayList<>();
        for (int i = 1; i <= recipe.stages().size(); i++) {
            Path file = folder.cell(cells.trained(data, recipe, seed, i)).resolve(FACTS);
            try {
                facts.add(JSON.readValue(Files.readString(file), StageFacts.class));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return facts;
    }

    private EarlyExitModel start(TaskData data, Recipe recipe, long seed) {
        return recipe.assemble(() -> backbones.open(room.manager()), data.kind(), room.manager(), seed);
    }

    private int finishedStages(TaskData data, Recipe recipe, long seed) {
        int done = recipe.stages().size();
        while (done > 0 && !folder.has(cells.trained(data, recipe, seed, done))) {
            done--;
        }
        return done;
    }

    /** What is known of the training samples after the first stages, as their cells have it. */
    private SampleFacts knownAfter(int stages, TaskData data, Recipe recipe, long seed) {
        List<String> names = recipe.stages().subList(0, stages).stream()
                .flatMap(stage -> stage.facts().stream())
                .map(FactSource::name)
                .distinct()
                .toList();
        Path cell = folder.cell(cells.trained(data, recipe, seed, stages));
        return new FactFiles(data.training().ids()).read(cell, names);
    }

    private void train(EarlyExitModel model, PreparedTask task, Recipe recipe, long seed, int number) {
        Stage stage = recipe.stages().get(number - 1);
        TaskData data = task.data();
        SampleFacts known = knownAfter(number - 1, data, recipe, seed);
        progress.doing("%s: training %s, seed %d".formatted(data.task().displayName(), stage.name(), seed));
        CellKey key = cells.trained(data, recipe, seed, number);
        folder.cell(key, unfinished -> {
            StringBuilder log = new StringBuilder();
            EpochTable epochs = new EpochTable();
            StageResult result = keeping(
                    trainer(seed, log, epochs),
                    key,
                    trainer -> trainer.run(model, stage, task.training().with(known), task.stopping()));
            new FactFiles(data.training().ids()).write(unfinished, result.facts());
            Checkpoints.save(unfinished.resolve(CHECKPOINT), model.parameters());
            write(
                    unfinished.resolve(FACTS),
                    json(new StageFacts(
                            stage.name(),
                            result.steps(),
                            result.epochs(),
                            result.trainingLoss(),
                            result.trainingLosses())));
            write(unfinished.resolve("log.txt"), log.toString());
            write(unfinished.resolve(EPOCHS), epochs.text());
        });
        folder.remove(folder.savepoint(key));
        progress.advance(UNITS);
    }

    /** Trains from where a run that was cut off left the stage. */
    private StageResult keeping(Trainer trainer, CellKey key, Function<Trainer, StageResult> training) {
        StopSignal stop = options.stop();
        stop.training(true);
        try {
            return training.apply(trainer.keeping(
                    new PacedSavepoint(folder.savepoint(key), options.keepEvery(), stop, progress, System::nanoTime)));
        } finally {
            stop.training(false);
        }
    }

    private Trainer trainer(long seed, StringBuilder log, EpochTable epochs) {
        return new Trainer(room.manager(), seed, room::seed, epoch -> {
            epochs.add(epoch);
            String line = EpochTable.line(epoch);
            log.append(line).append('\n');
            progress.note(line);
        });
    }

    private Path checkpoint(CellKey key) {
        return folder.cell(key).resolve(CHECKPOINT);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
