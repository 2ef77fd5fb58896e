package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.History;
import org.earlyexit.spi.TaskKind;

/** A batch after a full pass in training: what the layers gave, the gold labels, and where in the stage we are. */
public interface TrainingBatch {

    /** What the batch has been through, all layers kept. */
    History history();

    /** How many layers the model has, {@code L}. */
    int layers();

    /** What the task asks for. */
    TaskKind kind();

    /** The gold classes, int64 (B), or the gold values, float32 (B). */
    NDArray labels();

    /** Where in the stage this is. */
    StepInfo step();

    /** Which sample of its part each row is, counted from 0. */
    int[] samples();

    /** How often the samples are repeated, as {@link StepPolicy#copies()} says. */
    default int copies() {
        return 1;
    }

    /** What is known of each sample of the part. */
    default SampleFacts facts() {
        return SampleFacts.NONE;
    }

    /**
     * What is known of each row's sample.
     *
     * @param name as its {@link FactSource} is called
     * @return float32 (B)
     * @throws IllegalArgumentException if nothing of that name is known; the message lists what there is
     */
    default NDArray fact(String name) {
        float[] known = facts().values(name);
        int[] samples = samples();
        float[] own = new float[samples.length];
        for (int row = 0; row < own.length; row++) {
            own[row] = known[samples[row]];
        }
        return manager().create(own);
    }

    /**
     * A number that an auxiliary module says of each sample after a layer.
     *
     * @param name as the module names it
     * @param layer from 1 to {@code L}
     * @return float32 (B), attached to the graph
     * @throws IllegalArgumentException if no module says it; the message lists what there is
     */
    default NDArray score(String name, int layer) {
        throw new IllegalArgumentException("No score is called '%s'; this model says: []".formatted(name));
    }

    /**
     * A part of the model that terms and weightings of one method share.
     *
     * @throws IllegalArgumentException if the model has none such; the message lists what there is
     */
    default <M extends AuxModule> M module(Class<M> type) {
        throw new IllegalArgumentException("No module is a %s; this model has: []".formatted(type.getSimpleName()));
    }

    /**
     * Chance that follows from the run's seed, the stage, the step and the use alone: each call begins anew.
     *
     * @param use what it is for
     */
    SplittableRandom random(String use);

    /**
     * What several terms and weightings of one batch share: made when it is first asked for.
     *
     * @param key what it is made from, a record as a rule: equal keys share
     * @param make makes it; always the same kind of thing for equal keys
     */
    <T> T once(Object key, Function<TrainingBatch, T> make);

    /**
     * Takes down a number for the log, which is averaged over the epoch.
     *
     * @param name as the log calls it
     * @param mean over the rows of this batch
     */
    default void note(String name, double mean) {}

    /** Between which values a number that is taken down was in the epoch before; empty in the first. */
    default Optional<Span> noted(String name) {
        return Optional.empty();
    }

    /**
     * The least and the greatest of some numbers.
     *
     * @param least at most the greatest
     * @param greatest at least the least
     */
    record Span(double least, double greatest) {}

    /** The batch's manager, for what terms and weightings make. */
    default NDManager manager() {
        return labels().getManager();
    }
}
