package org.earlyexit.trace;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.spi.Feature;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.Scores;
import org.earlyexit.spi.TaskKind;

/**
 * What every layer said of every sample, mapped from a file. Safe to share between threads. The system gives the memory
 * back some time after nobody refers to it any more.
 */
public final class LayerTrace implements LayerAnswers, AutoCloseable {

    private final TraceHeader header;
    private final List<FloatBuffer> logits;
    private final List<FloatBuffer> scores;
    private final int executedColumn;
    private volatile boolean closed;

    LayerTrace(TraceHeader header, List<FloatBuffer> logits, List<FloatBuffer> scores) {
        this.header = header;
        this.logits = List.copyOf(logits);
        this.scores = List.copyOf(scores);
        this.executedColumn = header.scoreNames().indexOf(EarlyExitModel.EXECUTED);
    }

    /**
     * Opens a trace and verifies all of it.
     *
     * @throws TraceException if the file cannot be read, is not a trace, or a byte of it is not as it was written
     */
    public static LayerTrace open(Path file) {
        return new TraceReader(file).read();
    }

    public TraceHeader header() {
        return header;
    }

    @Override
    public int samples() {
        return header.samples();
    }

    @Override
    public int layers() {
        return header.layers();
    }

    public TaskKind kind() {
        return header.kind();
    }

    /** How many tokens a sample has. */
    public int tokens(int sample) {
        return header.tokens().get(sample);
    }

    @Override
    public Prediction prediction(int sample, int layer) {
        return Prediction.of(header.kind(), row(logits.get(layer - 1), sample, header.outputs()));
    }

    /** Whether a layer ran for a sample; one that was skipped is not asked, unless it is the last. */
    public boolean executed(int sample, int layer) {
        return share(sample, layer) != 0;
    }

    /** The share of a sample's tokens that a layer computed: 0 where it was skipped, 1 where it ran whole. */
    public double share(int sample, int layer) {
        return executedColumn < 0 ? 1 : score(sample, layer, executedColumn);
    }

    /**
     * What an auxiliary module said of a sample after a layer.
     *
     * @throws IllegalArgumentException if the trace has no score of that name; the message lists what there is
     */
    public float score(String name, int sample, int layer) {
        int column = header.scoreNames().indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "No score is called '%s' in this trace; there are: %s".formatted(name, header.scoreNames()));
        }
        return score(sample, layer, column);
    }

    /** The outcomes of samples that leave at these layers with the answers of these layers. */
    Outcomes outcomes(int[] exitLayers) {
        return outcomes(sample -> prediction(sample, exitLayers[sample]), exitLayers);
    }

    /** The outcomes of samples that leave at these layers, without the layers that were skipped. */
    Outcomes outcomes(IntFunction<Prediction> answers, int[] exitLayers) {
        return executedColumn < 0
                ? Outcomes.ofExits(answers, exitLayers)
                : Outcomes.ofExits(answers, exitLayers, this::share);
    }

    /** All that a strategy may know of a sample after a layer; there is no feature in a trace. */
    public LayerEvidence evidence(int sample, int layer) {
        List<String> names = header.scoreNames();
        Scores said =
                names.isEmpty() ? Scores.NONE : new Scores(names, row(scores.get(layer - 1), sample, names.size()));
        return new LayerEvidence(
                new LayerPosition(layer, header.layers()), prediction(sample, layer), said, Feature.EMPTY);
    }

    /** Lets go of the file; nothing can be asked afterwards, except of the header. */
    @Override
    public void close() {
        closed = true;
    }

    private float score(int sample, int layer, int column) {
        return row(scores.get(layer - 1), sample, header.scoreNames().size())[column];
    }

    private float[] row(FloatBuffer block, int sample, int width) {
        if (closed) {
            throw new IllegalStateException("a trace must be open to be read, was closed");
        }
        float[] row = new float[width];
        block.get(sample * width, row);
        return row;
    }
}
