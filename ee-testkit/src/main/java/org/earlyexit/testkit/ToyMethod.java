package org.earlyexit.testkit;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.TraceHeader;
import org.earlyexit.trace.TraceWriter;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StrategyChoice;

/**
 * A method on the toy tasks: its recipe, its training (once for each kind of task), its operating points and layer
 * traces.
 *
 * @param <C> the method's settings
 */
final class ToyMethod<C extends Record> implements AutoCloseable {

    static final List<TaskKind> KINDS = List.of(new TaskKind.Classification(2), new TaskKind.Regression());
    static final int BATCH = 16;

    private static final long SEED = 5;
    private static final int KNOB_VALUES = 5;

    private final MethodFactory<C> factory;
    private final C settings;
    private final Function<TaskKind, MethodContext> context;
    private final PluginRegistry registry;
    private final Map<TaskKind, ToyTraining> trained = new HashMap<>();

    ToyMethod(
            MethodFactory<C> factory, C settings, Function<TaskKind, MethodContext> context, PluginRegistry registry) {
        this.factory = factory;
        this.settings = settings;
        this.context = context;
        this.registry = registry;
    }

    List<TaskKind> supported() {
        return KINDS.stream().filter(factory.card()::supports).toList();
    }

    Recipe recipe(TaskKind kind) {
        return factory.create(settings, context.apply(kind)).recipe();
    }

    /** The method, trained when it is first asked for; closed with this. */
    ToyTraining trained(TaskKind kind) {
        return trained.computeIfAbsent(kind, this::train);
    }

    /** Trains the method anew; the caller closes it. */
    ToyTraining train(TaskKind kind) {
        return ToyTraining.of(recipe(kind), ToyTask.of(kind, SEED), MethodContract.LAYERS, SEED);
    }

    /** The method's model with other weights than the trained one's; the caller closes it. */
    ToyTraining untrained(TaskKind kind, NDManager manager) {
        return ToyTraining.untrained(recipe(kind), ToyTask.of(kind, SEED), MethodContract.LAYERS, SEED + 1, manager);
    }

    List<TokenSequence> samples(TaskKind kind) {
        return ToyTask.of(kind, SEED).samples();
    }

    ExitStrategy strategy(StrategyChoice choice, TaskKind kind) {
        return registry.strategy(choice, "strategy", kind, recipe(kind).depth());
    }

    List<Knob> knobs(TaskKind kind) {
        Recipe recipe = recipe(kind);
        return registry.exitStrategy(recipe.strategy().use().value()).factory().knobs(kind, recipe.depth());
    }

    /** The method's own operating point, and some along each knob. */
    List<StrategyChoice> operatingPoints(TaskKind kind) {
        List<StrategyChoice> points = new ArrayList<>(List.of(recipe(kind).strategy()));
        knobs(kind).forEach(knob -> points.addAll(along(knob, kind)));
        return points;
    }

    List<StrategyChoice> along(Knob knob, TaskKind kind) {
        StrategyChoice choice = recipe(kind).strategy();
        List<StrategyChoice> points = new ArrayList<>();
        for (int i = 0; i < KNOB_VALUES; i++) {
            double value = knob.range().least()
                    + i * (knob.range().greatest() - knob.range().least()) / (KNOB_VALUES - 1);
            double allowed = knob.range().whole() ? Math.rint(value) : value;
            points.add(new StrategyChoice(choice.use(), Settings.with(choice.with(), knob, allowed)));
        }
        return points;
    }

    /** What every layer of the trained model says of the samples; the caller closes it. */
    LayerTrace trace(TaskKind kind, Path folder) {
        List<TokenSequence> samples = samples(kind);
        TraceHeader header = new TraceHeader(
                kind,
                recipe(kind).depth(),
                trained(kind).model().tracedNames(),
                IntStream.range(0, samples.size()).mapToObj(String::valueOf).toList(),
                samples.stream().map(TokenSequence::length).toList(),
                Map.of());
        try {
            Path file = Files.createTempFile(folder, "trace", ".eet");
            try (TraceWriter writer = TraceWriter.create(file, header)) {
                trained(kind).executor().trace(samples, BATCH, writer);
            }
            return LayerTrace.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        trained.values().forEach(ToyTraining::close);
    }
}
