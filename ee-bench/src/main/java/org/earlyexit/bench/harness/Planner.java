package org.earlyexit.bench.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.glue.DataException;
import org.earlyexit.bench.glue.GlueFolder;
import org.earlyexit.bench.glue.Task;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.glue.TaskSource;
import org.earlyexit.bench.glue.builtin.BuiltInTasks;
import org.earlyexit.bench.record.LeftOut;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.bench.suite.Suites;
import org.earlyexit.metric.Metric;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.model.RigidBackbone;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.StepPolicy;

/** Resolves a suite, so that whatever is wrong with it is said before anything runs. */
final class Planner {

    private final PluginRegistry registry;
    private final TaskCatalog catalog;

    Planner(PluginRegistry registry, TaskCatalog catalog) {
        this.registry = registry;
        this.catalog = catalog;
    }

    Plan plan(Suite suite, RunOptions options, EngineRoom room) {
        Isolation isolation = options.isolation();
        List<Suite.MethodEntry> known = suite.methods().stream()
                .filter(entry -> !isolation.isForeign(entry.use()))
                .toList();
        known.forEach(entry -> registry.method(entry.use()));
        List<Task> tasks = suite.tasks().stream().map(this::task).toList();
        Backbones backbones = new Backbones(registry, suite.backbone());
        int layers;
        boolean skips;
        try (PretrainedBackbone pretrained = backbones.open(room.manager())) {
            BackboneSpec spec = pretrained.backbone().spec();
            layers = spec.layers();
            skips = skipsLayers(pretrained);
            requirePositions(suite, spec.maxPositions());
        }
        Map<String, TaskData> data = new LinkedHashMap<>();
        Map<String, List<ResolvedMethod>> methods = new LinkedHashMap<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (Task task : tasks) {
            if (!task.files().isEmpty() && !task.files().containsKey("dev")) {
                leaveOut(suite, task, leftOut);
                continue;
            }
            TaskData read = TaskData.read(source(task, options.data(), suite.samples()), suite.samples());
            data.put(task.id(), read);
            MethodContext context = context(Suites.training(suite, task.id()), task, layers, skips);
            methods.put(task.id(), rows(known, task, context, leftOut));
        }
        return new Plan(suite, options, backbones, data, methods, leftOut);
    }

    private static void requirePositions(Suite suite, int positions) {
        if (suite.samples().maxLength() > positions) {
            throw new ConfigException("samples.maxLength must be at most the %d positions of %s, was %d"
                    .formatted(positions, suite.backbone(), suite.samples().maxLength()));
        }
    }

    private static void leaveOut(Suite suite, Task task, List<LeftOut> leftOut) {
        String reason = "%s has no labelled rows to score on".formatted(task.displayName());
        suite.methods().forEach(entry -> leftOut.add(new LeftOut(task.id(), entry.as(), reason)));
    }

    private Task task(String id) {
        try {
            return catalog.task(id);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage() == null ? id : e.getMessage(), e);
        }
    }

    /** Where a task's samples come from. */
    TaskSource source(Task task, Optional<Path> folder, Suite.Samples samples) {
        if (task.files().isEmpty()) {
            return BuiltInTasks.source(
                    task.id(),
                    samples.train() == 0 ? BuiltInTasks.TRAIN_SIZE : samples.train(),
                    samples.dev() == 0 ? BuiltInTasks.DEV_SIZE : samples.dev());
        }
        Path root = folder.orElseThrow(() -> new DataException(
                "%s needs GLUE's files, and no folder was named; pass --data FOLDER, or choose built-in tasks: %s"
                        .formatted(task.displayName(), String.join(", ", catalog.builtIn()))));
        return new GlueFolder(task, root);
    }

    private List<ResolvedMethod> rows(
            List<Suite.MethodEntry> entries, Task task, MethodContext context, List<LeftOut> leftOut) {
        List<ResolvedMethod> rows = new ArrayList<>();
        for (Suite.MethodEntry entry : entries) {
            MethodFactory<?> factory = registry.method(entry.use()).factory();
            if (factory.card().supports(context.kind())) {
                rows.add(ResolvedMethod.of(entry, registry, context));
            } else {
                String lacking = context.kind() instanceof TaskKind.Regression ? "regression" : "classification";
                String reason = "%s has no form for %s".formatted(factory.card().displayName(), lacking);
                leftOut.add(new LeftOut(task.id(), entry.as(), reason));
                leftOut.add(new LeftOut(task.id(), References.randomLabel(entry), reason));
            }
        }
        return rows;
    }

    /** Whether a backbone's layers can be skipped. */
    static boolean skipsLayers(PretrainedBackbone pretrained) {
        return !(pretrained.backbone() instanceof RigidBackbone);
    }

    static MethodContext context(Suite.Training training, Task task, int layers, boolean skipsLayers) {
        return new MethodContext(
                layers,
                TaskData.kind(task),
                new OptimizerSpec(
                        training.learningRate(),
                        training.weightDecay(),
                        training.warmup(),
                        training.clipNorm(),
                        training.epsilon()),
                new StepPolicy(training.epochs(), training.batchSize(), training.accumulation(), training.patience()),
                Metric.of(task.mainMetric()),
                skipsLayers);
    }
}
