package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.earlyexit.execute.BatchHistory;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.SampleBatch;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.History;
import org.earlyexit.model.TrainingModule;
import org.earlyexit.spi.TaskKind;

/** A batch after its full pass; auxiliary modules run when a term first asks for what they say. */
final class StepBatch implements TrainingBatch {

    private final EarlyExitModel model;
    private final BatchHistory history;
    private final Rows rows;
    private final Moment moment;
    private final Map<Asked, NDArray> scores = new HashMap<>();
    private final Map<Object, Object> made = new HashMap<>();

    /**
     * What the rows are.
     *
     * @param batch which samples
     * @param labels their gold labels, on the device
     * @param facts of all samples of the part
     */
    record Rows(SampleBatch batch, NDArray labels, SampleFacts facts) {}

    /**
     * Where in a stage a batch is.
     *
     * @param step the step it belongs to
     * @param copies how often its samples are repeated
     * @param seed of what is drawn for it
     * @param notes where terms take down their numbers
     */
    record Moment(StepInfo step, int copies, NamedSeed seed, EpochNotes notes) {

        /** The same of one of several batches that the step has. */
        Moment batch(int number) {
            return new Moment(step, copies, seed.and("batch " + number), notes);
        }
    }

    StepBatch(EarlyExitModel model, BatchHistory history, Rows rows, Moment moment) {
        this.model = model;
        this.history = history;
        this.rows = rows;
        this.moment = moment;
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
        return rows.labels();
    }

    @Override
    public StepInfo step() {
        return moment.step();
    }

    @Override
    public int[] samples() {
        return rows.batch().numbers();
    }

    @Override
    public int copies() {
        return moment.copies();
    }

    @Override
    public SampleFacts facts() {
        return rows.facts();
    }

    @Override
    public SplittableRandom random(String use) {
        return moment.seed().and(use).random();
    }

    @Override
    @SuppressWarnings("unchecked") // equal keys are asked with the same maker
    public <T> T once(Object key, Function<TrainingBatch, T> make) {
        Object known = made.get(key);
        if (known == null) {
            known = make.apply(this); // not computeIfAbsent: what is made may ask for something else
            made.put(key, known);
        }
        return (T) known;
    }

    @Override
    public void note(String name, double mean) {
        moment.notes().add(name, mean, rows.batch().size());
    }

    @Override
    public Optional<Span> noted(String name) {
        return moment.notes().before(name);
    }

    @Override
    public <M extends AuxModule> M module(Class<M> type) {
        return model.auxModules().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No module is a %s; this model has: %s"
                        .formatted(
                                type.getSimpleName(),
                                model.auxModules().stream()
                                        .map(module -> module.getClass().getSimpleName())
                                        .toList())));
    }

    @Override
    public NDArray score(String name, int layer) {
        AuxModule module = moduleThatSays(name);
        NDArray all = scores.computeIfAbsent(
                new Asked(module, layer), asked -> module.scores(layer, shown(module, layer))); // (B, S)
        return all.get(new NDIndex(":, {}", module.scoreNames().indexOf(name))); // (B)
    }

    private History shown(AuxModule module, int layer) {
        return module instanceof TrainingModule ? history : history.upTo(layer);
    }

    private AuxModule moduleThatSays(String name) {
        return model.auxModules().stream()
                .filter(module -> module.scoreNames().contains(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No score is called '%s'; this model says: %s"
                        .formatted(
                                name,
                                model.auxModules().stream()
                                        .flatMap(module -> module.scoreNames().stream())
                                        .toList())));
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
