package org.earlyexit.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.Phase;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.StepInfo;
import org.earlyexit.train.TrainingBatch;

/**
 * A training batch made by hand, for tests of loss terms and weightings.
 *
 * @param kind what the task asks for
 * @param labels int64 (B) for classes, float32 (B) for numbers
 * @param history what the layers gave
 * @param step where in the stage it is
 * @param scores what auxiliary modules say, by name: an array (B) for each layer
 * @param beside what few terms ask for
 */
public record FixedBatch(
        TaskKind kind, NDArray labels, History history, StepInfo step, Map<String, List<NDArray>> scores, Beside beside)
        implements TrainingBatch {

    public FixedBatch {
        scores = Map.copyOf(scores);
    }

    /** A batch beside which there is nothing. */
    public FixedBatch(
            TaskKind kind, NDArray labels, History history, StepInfo step, Map<String, List<NDArray>> scores) {
        this(kind, labels, history, step, scores, new Beside(List.of(), Map.of(), Optional.empty()));
    }

    /**
     * What few terms ask for.
     *
     * @param modules of the model
     * @param facts of the samples, by name: one for each row
     * @param noted between which values every number was in the epoch before
     */
    public record Beside(List<AuxModule> modules, Map<String, List<Float>> facts, Optional<Span> noted) {
        public Beside {
            modules = List.copyOf(modules);
            facts = Map.copyOf(facts);
        }
    }

    /** The same batch of a model with these modules. */
    public FixedBatch of(AuxModule... modules) {
        return beside(new Beside(List.of(modules), beside.facts(), beside.noted()));
    }

    /** The same batch, of whose samples something is known. */
    public FixedBatch knowing(String name, Float... values) {
        return beside(new Beside(beside.modules(), Map.of(name, List.of(values)), beside.noted()));
    }

    /** The same batch after an epoch in which every number was between two values. */
    public FixedBatch after(Span noted) {
        return beside(new Beside(beside.modules(), beside.facts(), Optional.of(noted)));
    }

    private FixedBatch beside(Beside other) {
        return new FixedBatch(kind, labels, history, step, scores, other);
    }

    /**
     * The first batch of a stage whose classifiers say these logits.
     *
     * @param logits (B, C) of each layer, from the first; they stand for the pooled vectors too
     */
    public static FixedBatch of(TaskKind kind, NDArray labels, NDArray... logits) {
        return of(kind, labels, Phase.TRAINING, logits);
    }

    /** The same in training or looked at in between. */
    public static FixedBatch of(TaskKind kind, NDArray labels, Phase phase, NDArray... logits) {
        NDManager manager = labels.getManager();
        long rows = labels.getShape().get(0);
        NDArray hidden = manager.zeros(new Shape(rows, 1, 1));
        NDArray mask = manager.zeros(new Shape(rows, 1, 1, 1));
        List<LayerState> states = new ArrayList<>();
        List<ClassifierOutput> outputs = new ArrayList<>();
        states.add(new LayerState(hidden, mask, phase));
        for (NDArray layer : logits) {
            states.add(new LayerState(hidden, mask, phase));
            outputs.add(new ClassifierOutput(layer, layer));
        }
        return new FixedBatch(kind, labels, new FixedHistory(states, outputs), new StepInfo(0, 1, 0), Map.of());
    }

    /** The same batch elsewhere in the stage. */
    public FixedBatch at(int step, int steps) {
        return new FixedBatch(kind, labels, history, new StepInfo(step, steps, 0), scores, beside);
    }

    /** The same batch with one score more. */
    public FixedBatch saying(String name, NDArray... values) {
        Map<String, List<NDArray>> more = new HashMap<>(scores);
        more.put(name, List.of(values));
        return new FixedBatch(kind, labels, history, step, more, beside);
    }

    @Override
    public int layers() {
        return history.layer();
    }

    @Override
    public int[] samples() {
        return IntStream.range(0, Math.toIntExact(labels.getShape().get(0))).toArray();
    }

    @Override
    public NDArray score(String name, int layer) {
        List<NDArray> said = scores.get(name);
        return said == null ? TrainingBatch.super.score(name, layer) : said.get(layer - 1);
    }

    @Override
    public NDArray fact(String name) {
        List<Float> known = beside.facts().getOrDefault(name, List.of());
        float[] values = new float[known.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = known.get(row);
        }
        return manager().create(values);
    }

    @Override
    public <M extends AuxModule> M module(Class<M> type) {
        return beside.modules().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseGet(() -> TrainingBatch.super.module(type));
    }

    @Override
    public Optional<Span> noted(String name) {
        return beside.noted();
    }

    @Override
    public SplittableRandom random(String use) {
        return new SplittableRandom(use.length());
    }

    @Override
    public <T> T once(Object key, Function<TrainingBatch, T> make) {
        return make.apply(this);
    }
}
