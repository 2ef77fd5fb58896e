package org.earlyexit.execute;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.IntPredicate;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
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
     * Runs every layer and every classifier for every sample, and says the numbers of
     * {@link EarlyExitModel#tracedNames()}. Where the controller is not passive, the trace is of its one setting:
     * strategies may be replayed over it, other settings of the controller may not.
     *
     * @param batchSize rows of a batch, at least 1
     * @param sink told once per batch and layer, in layer order
     * @throws ModelException if a logit or score is not finite
     */
    public void trace(List<TokenSequence> samples, int batchSize, LayerSink sink) {
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
                new LiveBatch(model, strategy, ledger, batch).run(scope, runner);
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
        return fullPass(batch, scope, encoder, heads, Passing.as(model.controller()));
    }

    /**
     * What happens between the layers of a pass.
     *
     * @param controller what decides before a layer, such as one that a stage trains with
     * @param cuts the layers after which no gradient goes down; asked for each layer, in order
     */
    public record Passing(Controller controller, IntPredicate cuts) {

        /** A pass under a controller, through which every gradient goes. */
        public static Passing as(Controller controller) {
            return new Passing(controller, layer -> false);
        }
    }

    /** The same under another controller, or cut off after some layers. */
    public BatchHistory fullPass(TokenBatch batch, NDManager scope, Phase encoder, Phase heads, Passing passing) {
        BatchHistory history = new BatchHistory(model.classifiers(), batch);
        LayerState flowing = model.backbone().embed(batch, scope, encoder);
        history.push(seenByHeads(flowing, heads));
        for (int layer = 1; layer <= model.depth(); layer++) {
            LayerAction action = passing.controller().before(layer, new Flow(history.upTo(layer - 1), flowing));
            LayerState shown;
            if (action instanceof LayerAction.SoftGate gate && gate.showsRaw()) {
                shown = runner.run(layer, flowing, LayerAction.RUN_ALL);
                flowing = flowing.withHidden(gate.blend(flowing.hidden(), shown.hidden()));
            } else {
                flowing = runner.run(layer, flowing, action);
                if (passing.cuts().test(layer)) {
                    flowing = flowing.withHidden(flowing.hidden().stopGradient());
                }
                shown = flowing;
            }
            history.push(seenByHeads(shown, heads), action);
        }
        return history;
    }

    /** What a controller sees: the history as the heads see it, but the state that flows into the next layer. */
    private record Flow(History shown, LayerState current) implements History {

        @Override
        public int layer() {
            return shown.layer();
        }

        @Override
        public LayerState state(int layer) {
            return layer == layer() ? current : shown.state(layer);
        }

        @Override
        public ClassifierOutput output(int layer) {
            return shown.output(layer);
        }

        @Override
        public LayerAction action(int layer) {
            return shown.action(layer);
        }

        @Override
        public TokenBatch tokens() {
            return shown.tokens();
        }
    }

    private static LayerState seenByHeads(LayerState state, Phase heads) {
        return state.phase() == heads
                ? state
                : new LayerState(state.hidden().duplicate(), state.mask().duplicate(), heads);
    }

    private void trace(SampleBatch batch, NDManager scope, LayerSink sink) {
        BatchHistory history = new BatchHistory(model.classifiers(), batch.tokens());
        history.push(model.backbone().embed(batch.tokens(), scope, Phase.INFERENCE));
        for (int layer = 1; layer <= model.depth(); layer++) {
            LayerAction action = model.controller().before(layer, history.upTo(layer - 1));
            history.push(runner.run(layer, history.current(), action), action);
            LayerReading reading = LayerReading.of(model, history, batch.numbers(), false);
            float[] scores =
                    model.controller().passive() ? reading.scores() : withExecuted(reading.scores(), batch, action);
            sink.accept(layer, batch.numbers(), reading.logits(), scores);
            history.release();
        }
    }

    /** One more column, which says how much of the sample the layer computed. */
    private static float[] withExecuted(float[] scores, SampleBatch batch, LayerAction action) {
        int width = scores.length / batch.size();
        float[] wider = new float[scores.length + batch.size()];
        for (int row = 0; row < batch.size(); row++) {
            System.arraycopy(scores, row * width, wider, row * (width + 1), width);
            wider[row * (width + 1) + width] =
                    (float) action.share(row, batch.tokens().rows().get(row).length());
        }
        return wider;
    }
}
