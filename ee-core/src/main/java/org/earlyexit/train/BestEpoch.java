package org.earlyexit.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.model.Parameter;

/** Remembers on the host the parameters of the epoch with the least stopping loss, or the best score. */
final class BestEpoch {

    private final List<Parameter> parameters;
    private List<float[]> values = List.of();
    private double loss = Double.POSITIVE_INFINITY;
    private int epoch;

    BestEpoch(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /** Which epoch was best, from 1; 0 before the first. */
    int epoch() {
        return epoch;
    }

    /** Whether {@code patience} epochs before this one were not better than the best; never where patience is 0. */
    boolean isOver(int next, int patience) {
        return patience > 0 && next - 1 - epoch >= patience;
    }

    /** Takes down an epoch if none before it was as good. */
    void offer(int candidate, double candidateLoss) {
        if (candidateLoss < loss) {
            take(candidate, candidateLoss);
        }
    }

    /** Takes down an epoch if none before it was better. */
    void offerScore(int candidate, double score) {
        if (-score <= loss) {
            take(candidate, -score);
        }
    }

    private void take(int candidate, double candidateLoss) {
        epoch = candidate;
        loss = candidateLoss;
        values = parameters.stream()
                .map(parameter -> parameter.array().toFloatArray())
                .toList();
    }

    /** Gives the parameters the values of the best epoch. */
    void restore() {
        for (int i = 0; i < values.size(); i++) {
            parameters.get(i).overwrite(values.get(i));
        }
    }

    void save(StageFile.Out out) throws IOException {
        out.writeInt(epoch);
        out.writeDouble(loss);
        out.writeInt(values.size());
        for (float[] each : values) {
            out.floats(each);
        }
    }

    void restore(StageFile.In in) throws IOException {
        epoch = in.readInt();
        loss = in.readDouble();
        List<float[]> read = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            read.add(in.floats());
        }
        values = List.copyOf(read);
    }
}
