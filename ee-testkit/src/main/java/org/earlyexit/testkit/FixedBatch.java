package org.earlyexit.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
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
 */
public record FixedBatch(
        TaskKind kind, NDArray labels, History history, StepInfo step, Map<String, List<NDArray>> scores)
        implements TrainingBatch {

    public FixedBatch {
        scores = Map.copyOf(scores);
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
        return new FixedBatch(kind, labels, history, new StepInfo(step, steps, 0), scores);
    }

    /** The same batch with one score more. */
    public FixedBatch saying(String name, NDArray... values) {
        Map<String, List<NDArray>> more = new HashMap<>(scores);
        more.put(name, List.of(values));
        return new FixedBatch(kind, labels, history, step, more);
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
    public SplittableRandom random(String use) {
        return new SplittableRandom(use.length());
    }

    @Override
    public <T> T once(Object key, Function<TrainingBatch, T> make) {
        return make.apply(this);
    }
}
