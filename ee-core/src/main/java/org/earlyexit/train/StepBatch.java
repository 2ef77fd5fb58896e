package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.earlyexit.execute.BatchHistory;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.History;
import org.earlyexit.spi.TaskKind;

/** A batch after its full pass; auxiliary modules run when a term first asks for what they say. */
final class StepBatch implements TrainingBatch {

    private final EarlyExitModel model;
    private final BatchHistory history;
    private final NDArray labels;
    private final StepInfo step;
    private final Map<Asked, NDArray> scores = new HashMap<>();

    StepBatch(EarlyExitModel model, BatchHistory history, NDArray labels, StepInfo step) {
        this.model = model;
        this.history = history;
        this.labels = labels;
        this.step = step;
    }

    /** The gold labels of some samples, on the device. */
    static NDArray gold(Labels labels, int[] samples, NDManager scope) {
        return labels.numeric()
                ? scope.create(values(labels, samples))
                : scope.create(IntStream.of(samples).mapToLong(labels::classAt).toArray());
    }

    @Override
    public History history() {
        return history;
    }

    @Override
    public int layers() {
        return model.depth();
    }

    @Override
    public TaskKind kind() {
        return model.kind();
    }

    @Override
    public NDArray labels() {
        return labels;
    }

    @Override
    public StepInfo step() {
        return step;
    }

    @Override
    public NDArray score(String name, int layer) {
        AuxModule module = moduleThatSays(name);
        NDArray all = scores.computeIfAbsent(
                new Asked(module, layer), asked -> module.scores(layer, history.upTo(layer))); // (B, S)
        return all.get(new NDIndex(":, {}", module.scoreNames().indexOf(name))); // (B)
    }

    private AuxModule moduleThatSays(String name) {
        return model.auxModules().stream()
                .filter(module -> module.scoreNames().contains(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No score is called '%s'; this model says: %s".formatted(name, model.scoreNames())));
    }

    private record Asked(AuxModule module, int layer) {}

    private static float[] values(Labels labels, int... samples) {
        float[] values = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            values[i] = (float) labels.valueAt(samples[i]);
        }
        return values;
    }
}
