package org.earlyexit.execute;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.IntPredicate;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;

/**
 * The one layer loop. It runs a model whole, for training and for traces, and live, where batches shrink as samples
 * leave. Samples run with others of similar length, and every result is given by the sample's own number, so an answer
 * depends on neither the batch size nor the company. One thread uses it at a time.
 */
public final class Executor {

    private final EarlyExitModel model;
    private final NDManager manager;
    private final LayerRunner runner;

    /**
     * An executor of one model.
     *
     * @param manager the parent of each batch's own manager, which is closed with the batch
     */
    public Executor(EarlyExitModel model, NDManager manager) {
        this.model = model;
        this.manager = manager;
        this.runner = new LayerRunner(model.backbone());
    }

    /**
     * Runs every layer and every classifier for every sample.
     *
     * @param batchSize rows of a batch, at least 1
     * @param sink told once per batch and layer, in layer order
     * @throws IllegalStateException if the controller is not passive: a trace of it could not be replayed
     * @throws ModelException if a logit or score is not finite
     */
    public void trace(List<TokenSequence> samples, int batchSize, LayerSink sink) {
        if (!model.controller().passive()) {
            throw new IllegalStateException(
                    "a traced model must have a passive controller, was one that changes what deeper layers see; run it live at each operating point");
        }
        for (SampleBatch batch : SampleBatch.byLength(samples, batchSize)) {
            try (NDManager scope = manager.newSubManager()) {
                trace(batch, scope, sink);
            }
        }
    }

    /**
     * Runs each sample until its strategy lets it leave, or to the last layer.
     *
     * @param strategy opened once per sample
     * @param batchSize rows of a batch, at least 1
     * @throws ModelException if a logit or score is not finite
     */
    public Outcomes run(List<TokenSequence> samples, ExitStrategy strategy, int batchSize) {
        RunLedger ledger = new RunLedger(samples.size());
        for (SampleBatch batch : SampleBatch.byLength(samples, batchSize)) {
            try (NDManager scope = manager.newSubManager()) {
                new LiveBatch(model, strategy, ledger, batch.numbers()).run(batch, scope, runner);
            }
        }
        return ledger.outcomes();
    }

    /**
     * Runs every layer of one batch and keeps them all; classifiers run when they are read. Training and its evaluation
     * go through here.
     *
     * @param scope the batch's manager, which the caller closes
     * @param encoder how the backbone runs; {@link Phase#INFERENCE} where nothing in it learns
     * @param heads how classifiers and auxiliary modules run; where they learn over a backbone that does not, they get
     *     copies of its states, which may enter a graph
     */
    public BatchHistory fullPass(TokenBatch batch, NDManager scope, Phase encoder, Phase heads) {
        return fullPass(batch, scope, encoder, heads, layer -> false);
    }

    /**
     * The same where some layers' states are cut off from what they were made from.
     *
     * @param cuts the layers after which no gradient goes down; asked for each layer, in order
     */
    public BatchHistory fullPass(
            TokenBatch batch, NDManager scope, Phase encoder, Phase heads, IntPredicate cuts) {
        BatchHistory history = new BatchHistory(model.classifiers());
        LayerState running = model.backbone().embed(batch, scope, encoder);
        history.push(seenByHeads(running, heads));
        for (int layer = 1; layer <= model.depth(); layer++) {
            LayerAction action = model.controller().before(layer, history.upTo(layer - 1));
            LayerState made = runner.run(layer, running, action);
            running = cuts.test(layer) ? made.withHidden(made.hidden().stopGradient()) : made;
            history.push(seenByHeads(running, heads));
        }
        return history;
    }

    private static LayerState seenByHeads(LayerState state, Phase heads) {
        return state.phase() == heads
                ? state
                : new LayerState(state.hidden().duplicate(), state.mask().duplicate(), heads);
    }

    private void trace(SampleBatch batch, NDManager scope, LayerSink sink) {
        BatchHistory history = new BatchHistory(model.classifiers());
        history.push(model.backbone().embed(batch.tokens(), scope, Phase.INFERENCE));
        for (int layer = 1; layer <= model.depth(); layer++) {
            LayerAction action = model.controller().before(layer, history.upTo(layer - 1));
            history.push(runner.run(layer, history.current(), action));
            LayerReading reading = LayerReading.of(model, history, batch.numbers(), false);
            sink.accept(layer, batch.numbers(), reading.logits(), reading.scores());
            history.release();
        }
    }
}
