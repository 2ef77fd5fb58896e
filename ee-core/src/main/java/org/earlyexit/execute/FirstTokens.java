package org.earlyexit.execute;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenReach;
import org.earlyexit.model.TokenSequence;

/**
 * What every layer of a backbone that does not learn makes of the first token of every sample, recorded in one pass.
 * Where classifiers and auxiliary modules look at nothing else, they can be trained on it for any number of epochs, and
 * the backbone need not run again.
 */
public final class FirstTokens implements AutoCloseable {

    private static final int ROWS = 32; // of a batch of the recording pass

    private final EarlyExitModel model;
    private final NDManager manager;
    private final NDArray states; // (N, L + 1, D)
    private final TokenBatch all;

    private FirstTokens(EarlyExitModel model, NDManager manager, NDArray states, TokenBatch all) {
        this.model = model;
        this.manager = manager;
        this.states = states;
        this.all = all;
    }

    /** Whether the first tokens are all that is looked at, and nothing decides what the layers run for. */
    public static boolean suffice(EarlyExitModel model) {
        return model.controller().passive()
                && model.classifiers().reads() == TokenReach.FIRST_TOKEN
                && model.auxModules().stream().map(AuxModule::reads).allMatch(TokenReach.FIRST_TOKEN::equals);
    }

    /** The memory that a recording takes, in bytes. */
    public static long bytes(EarlyExitModel model, int samples) {
        return (long) Float.BYTES
                * samples
                * (model.depth() + 1)
                * model.backbone().spec().hidden();
    }

    /**
     * Runs the backbone once over all samples, those of similar length together.
     *
     * @param parent of the manager that owns the recording
     */
    public static FirstTokens record(EarlyExitModel model, List<TokenSequence> samples, NDManager parent) {
        NDManager manager = parent.newSubManager();
        try {
            int hidden = model.backbone().spec().hidden();
            NDArray states = manager.zeros(new Shape(samples.size(), model.depth() + 1, hidden));
            Executor executor = new Executor(model, manager);
            for (SampleBatch batch : SampleBatch.byLength(samples, ROWS)) {
                try (NDManager scope = manager.newSubManager()) {
                    BatchHistory history = executor.fullPass(batch.tokens(), scope, Phase.INFERENCE, Phase.INFERENCE);
                    NDArray rows = scope.create(batch.numbers());
                    states.set(new NDIndex("{}", rows), firstTokens(history));
                }
            }
            return new FirstTokens(model, manager, states, new TokenBatch(samples));
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /**
     * The full pass of some samples, whose states have one token. Classifiers run when they are read.
     *
     * @param numbers of samples, counted from 0 over all that were recorded
     * @param scope the batch's manager, which the caller closes
     * @param heads how classifiers and auxiliary modules run
     */
    public BatchHistory history(int[] numbers, NDManager scope, Phase heads) {
        BatchHistory history = new BatchHistory(model.classifiers(), all.select(numbers));
        NDArray chosen = states.get(scope.create(numbers)); // (B, L + 1, D)
        chosen.attach(scope); // results belong to whom they are taken from
        NDArray mask = scope.zeros(new Shape(numbers.length, 1, 1, 1));
        for (int layer = 0; layer <= model.depth(); layer++) {
            NDArray first = chosen.get(new NDIndex(":, {}", layer)).expandDims(1); // (B, 1, D)
            history.push(new LayerState(first, mask, heads));
        }
        return history;
    }

    @Override
    public void close() {
        manager.close();
    }

    private static NDArray firstTokens(BatchHistory history) {
        NDList layers = new NDList();
        for (int layer = 0; layer <= history.layer(); layer++) {
            layers.add(history.state(layer).hidden().get(new NDIndex(":, 0"))); // (B, D)
        }
        return NDArrays.stack(layers, 1); // (B, L + 1, D)
    }
}
