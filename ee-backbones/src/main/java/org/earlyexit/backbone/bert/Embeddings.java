package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;

/**
 * From tokens to the states before the first layer:
 *
 * <pre>{@code h_0 = drop(norm(words[id] + positions[first + t] + segments[segment]))}</pre>
 *
 * <p>and for ALBERT a linear map from {@code E} to {@code D} after it.
 */
final class Embeddings {

    private static final float PADDING = -1e9f; // exp of it is 0 in float32

    private final EncoderConfig config;
    private final EmbeddingWeights weights;

    Embeddings(EncoderConfig config, EmbeddingWeights weights) {
        this.config = config;
        this.weights = weights;
    }

    LayerState embed(TokenBatch batch, NDManager manager, Phase phase) {
        batch.rows().forEach(this::check);
        int rows = batch.size();
        int length = batch.longest();
        try (NDManager scratch = manager.newSubManager()) {
            NDArray sum = look(scratch, EmbeddingTensor.WORDS, ids(batch), rows, length)
                    .add(look(scratch, EmbeddingTensor.POSITIONS, positions(length), 1, length)); // (B, T, E)
            if (weights.find(EmbeddingTensor.SEGMENTS).isPresent()) {
                sum = sum.add(look(scratch, EmbeddingTensor.SEGMENTS, segments(batch), rows, length));
            }
            NDArray hidden = map(drop(norm(sum), phase)); // (B, T, D)
            hidden.attach(manager);
            return new LayerState(hidden, mask(batch, manager), phase);
        }
    }

    private void check(TokenSequence row) {
        int longest = config.spec().maxPositions();
        if (row.length() > longest) {
            throw new IllegalArgumentException(
                    "a row must have at most the %d tokens of the backbone, had %d".formatted(longest, row.length()));
        }
        for (int i = 0; i < row.length(); i++) {
            if (row.id(i) < 0 || row.id(i) >= config.spec().vocabulary()) {
                throw new IllegalArgumentException("token ids must be in [0, %d), was %d at position %d"
                        .formatted(config.spec().vocabulary(), row.id(i), i));
            }
            if (config.layout().readsSegments() && (row.segment(i) < 0 || row.segment(i) >= config.segments())) {
                throw new IllegalArgumentException("segments must be in [0, %d), was %d at position %d"
                        .formatted(config.segments(), row.segment(i), i));
            }
        }
    }

    private long[] ids(TokenBatch batch) {
        long[] ids = new long[batch.size() * batch.longest()]; // padding is id 0: masked, so any id would do
        for (int row = 0; row < batch.size(); row++) {
            TokenSequence tokens = batch.rows().get(row);
            for (int i = 0; i < tokens.length(); i++) {
                ids[row * batch.longest() + i] = tokens.id(i);
            }
        }
        return ids;
    }

    private long[] segments(TokenBatch batch) {
        long[] segments = new long[batch.size() * batch.longest()];
        for (int row = 0; row < batch.size() && config.layout().readsSegments(); row++) {
            TokenSequence tokens = batch.rows().get(row);
            for (int i = 0; i < tokens.length(); i++) {
                segments[row * batch.longest() + i] = tokens.segment(i);
            }
        }
        return segments;
    }

    private long[] positions(int length) {
        long[] positions = new long[length];
        for (int i = 0; i < length; i++) {
            positions[i] = config.firstPosition() + (long) i;
        }
        return positions;
    }

    private static NDArray mask(TokenBatch batch, NDManager manager) {
        float[] mask = new float[batch.size() * batch.longest()];
        for (int row = 0; row < batch.size(); row++) {
            for (int i = batch.rows().get(row).length(); i < batch.longest(); i++) {
                mask[row * batch.longest() + i] = PADDING;
            }
        }
        return HostArrays.of(manager, mask, new Shape(batch.size(), 1, 1, batch.longest()));
    }

    private NDArray look(NDManager scratch, EmbeddingTensor table, long[] numbers, int rows, int length) {
        NDArray index = HostArrays.of(scratch, numbers, rows, length);
        return index.getNDArrayInternal()
                .embedding(index, weights.get(table), SparseFormat.DENSE)
                .head();
    }

    private NDArray norm(NDArray x) {
        NDArray gain = weights.get(EmbeddingTensor.NORM_WEIGHT);
        NDArray shift = weights.get(EmbeddingTensor.NORM_BIAS);
        return x.getNDArrayInternal()
                .layerNorm(x, new Shape(config.embedding()), gain, shift, (float) config.epsilon())
                .head();
    }

    private NDArray drop(NDArray x, Phase phase) {
        double share = config.dropouts().embeddings();
        return phase == Phase.TRAINING && share > 0
                ? x.getNDArrayInternal().dropout(x, (float) share, true).head()
                : x;
    }

    private NDArray map(NDArray x) {
        if (config.layout() != Layout.ALBERT) {
            return x;
        }
        NDArray weight = weights.get(EmbeddingTensor.MAPPING_WEIGHT);
        NDArray bias = weights.get(EmbeddingTensor.MAPPING_BIAS);
        return x.getNDArrayInternal().linear(x, weight, bias).head();
    }
}
