package org.earlyexit.train;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.earlyexit.execute.BatchHistory;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.FirstTokens;
import org.earlyexit.execute.SampleBatch;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.trace.AnswersInMemory;
import org.earlyexit.trace.LayerAnswers;

/**
 * The full passes over one part: run anew for each batch, or read from one recording where the backbone stays as it is
 * and only first tokens are looked at.
 */
final class Passes implements AutoCloseable {

    /** Recordings beyond this many bytes are not made. */
    static final long MOST_BYTES = 1L << 30;

    private static final int ROWS = 32; // of a batch that is only looked at

    private final EarlyExitModel model;
    private final NDManager manager;
    private final Phase encoder;
    private final Optional<FirstTokens> recording;

    private Passes(EarlyExitModel model, NDManager manager, Phase encoder, Optional<FirstTokens> recording) {
        this.model = model;
        this.manager = manager;
        this.encoder = encoder;
        this.recording = recording;
    }

    /**
     * The passes of a part, recorded now if that can be done.
     *
     * @param encoder how the backbone runs in training
     * @param mostBytes what a recording may take
     */
    static Passes of(
            EarlyExitModel model, NDManager manager, Phase encoder, List<TokenSequence> samples, long mostBytes) {
        boolean recordable = encoder == Phase.INFERENCE
                && !samples.isEmpty()
                && FirstTokens.suffice(model)
                && FirstTokens.bytes(model, samples.size()) <= mostBytes;
        return new Passes(
                model,
                manager,
                encoder,
                recordable ? Optional.of(FirstTokens.record(model, samples, manager)) : Optional.empty());
    }

    boolean recorded() {
        return recording.isPresent();
    }

    /**
     * A batch in training, or as it is looked at in between.
     *
     * @param passing what happens between the layers
     */
    BatchHistory run(SampleBatch batch, NDManager scope, Phase heads, Executor.Passing passing) {
        if (recording.isPresent()) {
            return recording.get().history(batch.numbers(), scope, heads);
        }
        Phase backbone = heads == Phase.TRAINING ? encoder : Phase.INFERENCE;
        return new Executor(model, manager).fullPass(batch.tokens(), scope, backbone, heads, passing);
    }

    /** What every classifier answers for every sample of the part, without dropout. */
    LayerAnswers answers(List<TokenSequence> samples) {
        AnswersInMemory answers = new AnswersInMemory(model.kind(), samples.size(), model.depth());
        for (SampleBatch batch : SampleBatch.byLength(samples, ROWS)) {
            try (NDManager scope = manager.newSubManager()) {
                BatchHistory history = run(batch, scope, Phase.INFERENCE, Executor.Passing.as(model.controller()));
                for (int layer = 1; layer <= model.depth(); layer++) {
                    ClassifierOutput output = history.output(layer);
                    answers.accept(layer, batch.numbers(), output.logits().toFloatArray(), new float[0]);
                }
            }
        }
        return answers;
    }

    @Override
    public void close() {
        recording.ifPresent(FirstTokens::close);
    }
}
