package org.earlyexit.bench.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.TraceHeader;
import org.earlyexit.trace.TraceWriter;
import org.earlyexit.train.ControllerSpec;
import org.earlyexit.train.LabelledTokens;
import org.earlyexit.train.Recipe;

/** Records what every layer of a trained model says of the calibration and the report part: one cell a model. */
final class Traces {

    private final EngineRoom room;
    private final Cells cells;
    private final RunFolder folder;
    private final TrainedModels models;
    private final Progress progress;
    private final int batchSize;

    Traces(EngineRoom room, Cells cells, RunFolder folder, TrainedModels models, Progress progress, int batchSize) {
        this.room = room;
        this.cells = cells;
        this.folder = folder;
        this.models = models;
        this.progress = progress;
        this.batchSize = batchSize;
    }

    /** The trace of the calibration part, recorded first if there is none; the caller closes it. */
    LayerTrace calibration(PreparedTask task, Recipe recipe, long seed) {
        return LayerTrace.open(file(cell(task, recipe, seed), task.data().calibration()));
    }

    /** The trace of the report part, recorded first if there is none; the caller closes it. */
    LayerTrace report(PreparedTask task, Recipe recipe, long seed) {
        return LayerTrace.open(file(cell(task, recipe, seed), task.data().report()));
    }

    /** The traces under a controller other than the recipe's, recorded first if there are none. */
    Traces.Pair under(ControllerSpec controller, PreparedTask task, Recipe recipe, long seed) {
        CellKey key = cells.trace(task.data(), recipe, seed, controller);
        Path cell = cell(key, task, recipe, seed, Optional.of(controller));
        return new Pair(
                LayerTrace.open(file(cell, task.data().calibration())),
                LayerTrace.open(file(cell, task.data().report())));
    }

    /** The traces of both parts; the caller closes them. */
    record Pair(LayerTrace calibration, LayerTrace report) implements AutoCloseable {
        @Override
        public void close() {
            calibration.close();
            report.close();
        }
    }

    private Path cell(PreparedTask task, Recipe recipe, long seed) {
        return cell(cells.trace(task.data(), recipe, seed), task, recipe, seed, Optional.empty());
    }

    private Path cell(CellKey key, PreparedTask task, Recipe recipe, long seed, Optional<ControllerSpec> controller) {
        if (folder.has(key)) {
            return folder.cell(key);
        }
        try (EarlyExitModel trained = models.open(task, recipe, seed)) {
            EarlyExitModel model = controller
                    .map(spec -> trained.with(spec.build(trained.auxModules())))
                    .orElse(trained);
            progress.doing("%s: recording what every layer says, seed %d"
                    .formatted(task.data().task().displayName(), seed));
            String checkpoint = models.checkpointSha256(task.data(), recipe, seed);
            Path finished = folder.cell(key, unfinished -> {
                record(model, task.data().calibration(), task.calibration(), unfinished, key, checkpoint);
                record(model, task.data().report(), task.report(), unfinished, key, checkpoint);
            });
            progress.advance(1);
            return finished;
        }
    }

    private void record(
            EarlyExitModel model, Part part, LabelledTokens tokens, Path cell, CellKey key, String checkpoint) {
        List<Integer> lengths =
                tokens.samples().stream().map(TokenSequence::length).toList();
        TraceHeader header = new TraceHeader(
                model.kind(),
                model.depth(),
                model.tracedNames(),
                part.ids(),
                lengths,
                Map.of("cell", key.hex(), "part", part.name(), "checkpoint", checkpoint));
        new HalvedBatches(progress).run(batchSize, size -> {
            try (TraceWriter writer = TraceWriter.create(file(cell, part), header)) {
                new Executor(model, room.manager()).trace(tokens.samples(), size, writer);
            }
        });
    }

    private static Path file(Path cell, Part part) {
        return cell.resolve(part.name() + ".trace");
    }
}
