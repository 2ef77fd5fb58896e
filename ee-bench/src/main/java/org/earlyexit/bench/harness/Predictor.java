package org.earlyexit.bench.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.glue.Task;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.glue.TaskShape;
import org.earlyexit.bench.glue.builtin.BuiltInTasks;
import org.earlyexit.bench.record.FileSums;
import org.earlyexit.bench.record.RecordException;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.checkpoint.Checkpoints;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.earlyexit.spi.TaskKind;

/** Answers one input with a trained row, and shows what every layer would have said. */
final class Predictor {

    private final PluginRegistry registry;
    private final TaskCatalog catalog;
    private final EngineRoom room;

    Predictor(PluginRegistry registry, TaskCatalog catalog, EngineRoom room) {
        this.registry = registry;
        this.catalog = catalog;
        this.room = room;
    }

    PredictionView predict(Path cell, String first, Optional<String> second) {
        RowAddress address = RowAddress.read(cell);
        requireSound(cell);
        requireSound(cell.resolveSibling(address.trained()));
        Task task = catalog.task(address.task());
        requireTexts(task, second);
        TaskKind kind = TaskData.kind(task);
        Backbones backbones = new Backbones(registry, address.backbone());
        int layers;
        boolean skips;
        TokenSequence tokens;
        try (PretrainedBackbone pretrained = backbones.open(room.manager())) {
            layers = pretrained.backbone().spec().layers();
            skips = Planner.skipsLayers(pretrained);
            tokens = pretrained.encoder().encode(first, second.orElse(null), address.maxLength());
        }
        ResolvedMethod method =
                ResolvedMethod.of(address.method(), registry, Planner.context(address.training(), task, layers, skips));
        try (EarlyExitModel model =
                method.recipe().assemble(() -> backbones.open(room.manager()), kind, room.manager(), address.seed())) {
            Path trained = cell.resolveSibling(address.trained());
            Checkpoints.load(trained.resolve(TrainedModels.CHECKPOINT), model.parameters());
            ExitStrategy strategy = strategy(cell, new Swept(registry, FittedStrategy.read(cell), kind, model.depth()));
            Executor executor = new Executor(model, room.manager());
            Outcomes outcome = executor.run(List.of(tokens), strategy, 1);
            List<PredictionView.LayerView> answering = layers(executor, tokens, task, model).stream()
                    .filter(view -> answers(strategy, view.layer(), model.depth()))
                    .toList();
            return new PredictionView(text(outcome.answer(0), task), outcome.exitLayer(0), model.depth(), answering);
        }
    }

    private static void requireSound(Path cell) {
        FileSums.differences(cell).stream().findFirst().ifPresent(damage -> {
            throw new RecordException(damage + "; run the suite again, which makes the cell anew");
        });
    }

    private static void requireTexts(Task task, Optional<String> second) {
        boolean pair = task.files().isEmpty()
                ? BuiltInTasks.source(task.id(), 1, 1)
                        .split("dev")
                        .samples()
                        .get(0)
                        .second()
                        .isPresent()
                : task.files().values().stream().anyMatch(file -> file.second().isPresent());
        if (pair != second.isPresent()) {
            throw new ConfigException(
                    "%s must be asked about %s, was asked about %s; give as many texts as its samples have"
                            .formatted(
                                    task.displayName(),
                                    pair ? "two texts" : "one text",
                                    second.isPresent() ? "two" : "one"));
        }
    }

    /** The row's strategy at the middle of its operating points, or as its settings have it. */
    private static ExitStrategy strategy(Path cell, Swept swept) {
        RunRecord record = RecordFile.read(cell.resolve(MeasuredRow.RECORD)).get(0);
        List<Double> chosen = record.points().stream()
                .filter(point -> point.chosenOn().equals("calibration") && !point.gatesIdle())
                .flatMap(point -> point.knobs().values().stream())
                .toList();
        return chosen.isEmpty() ? swept.strategy() : swept.strategy(chosen.get(chosen.size() / 2));
    }

    /** Classifiers that the strategy never asks need not have been trained. */
    private static boolean answers(ExitStrategy strategy, int layer, int depth) {
        return layer == depth || strategy.asks(new LayerPosition(layer, depth));
    }

    private static List<PredictionView.LayerView> layers(
            Executor executor, TokenSequence tokens, Task task, EarlyExitModel model) {
        List<PredictionView.LayerView> views = new ArrayList<>();
        List<String> names = model.tracedNames();
        executor.trace(List.of(tokens), 1, (layer, samples, logits, scores) -> {
            Prediction prediction = Prediction.of(model.kind(), logits);
            Map<String, Double> said = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                said.put(names.get(i), (double) scores[i]);
            }
            views.add(
                    new PredictionView.LayerView(layer, text(prediction, task), probabilities(prediction, task), said));
        });
        return views;
    }

    private static Map<String, Double> probabilities(Prediction prediction, Task task) {
        Map<String, Double> byLabel = new LinkedHashMap<>();
        if (prediction instanceof ClassDistribution distribution && task.shape() instanceof TaskShape.Classes classes) {
            for (int i = 0; i < distribution.classes(); i++) {
                byLabel.put(classes.labels().get(i), distribution.probability(i));
            }
        }
        return byLabel;
    }

    private static String text(Prediction prediction, Task task) {
        if (prediction instanceof RegressionValue number) {
            return String.format(Locale.ROOT, "%.3f", number.value());
        }
        int answer = ((ClassDistribution) prediction).argmax();
        return ((TaskShape.Classes) task.shape()).labels().get(answer);
    }
}
