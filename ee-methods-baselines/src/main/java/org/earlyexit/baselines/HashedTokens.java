package org.earlyexit.baselines;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.Phase;
import org.earlyexit.model.SilentModule;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.train.FittedModule;
import org.earlyexit.train.LabelledTokens;

/**
 * HashEE's table of the last layer that computes each token of the vocabulary, worked out from the training samples:
 *
 * <pre>{@code last(x) = 1 + b(x) floor(L / B),   b(x) in 0..B-1 the token's bucket}</pre>
 *
 * <p>By frequency and information every bucket holds as many of the tokens that occur in training, and the last one the
 * rest. Tokens that do not occur there, and the special ones, which are those that a sample begins or ends with, are
 * computed in every layer. Group: {@value #GROUP}.
 *
 * @param hash how tokens get into buckets
 * @param buckets {@code B}, from 1 to the layers of the model
 */
record HashedTokens(TokenHash hash, int buckets) implements AuxModuleSpec {

    /** Its one parameter, which nothing learns. */
    static final String GROUP = "aux.hash";

    @Override
    public AuxModule build(ModelContext context) {
        return new Module(context, hash, buckets);
    }

    /** The table of one model. */
    static final class Module implements SilentModule, FittedModule {

        private static final int ROWS = 1024; // embedded at once

        private final TokenHash hash;
        private final int buckets;
        private final int layers;
        private final long seed;
        private final Parameter table; // (V)
        private final Parameters parameters;
        private float[] read = new float[0];
        private long readAt = -1;

        Module(ModelContext context, TokenHash hash, int buckets) {
            this.hash = hash;
            this.buckets = buckets;
            this.layers = context.spec().layers();
            this.seed = context.seed();
            float[] everyLayer = everyLayer(context.spec().vocabulary());
            table = new Parameter(GROUP, GROUP, context.trainable(everyLayer, new Shape(everyLayer.length)), false);
            parameters = Parameters.of(List.of(table));
        }

        /** The last layer that computes a token of a text. */
        int lastLayer(TokenSequence text, int position) {
            if (readAt != parameters.version()) {
                read = table.array().toFloatArray();
                readAt = parameters.version();
            }
            return (int) read[hash == TokenHash.RANDOM_BY_OCCURRENCE ? drawn(text, position) : text.id(position)];
        }

        private int drawn(TokenSequence text, int position) {
            return new SplittableRandom(((long) text.hashCode() << Integer.SIZE) + position).nextInt(read.length);
        }

        @Override
        public void fit(LabelledTokens training, Backbone backbone) {
            Set<Integer> special = new TreeSet<>();
            for (TokenSequence sample : training.samples()) {
                special.add(sample.id(0));
                special.add(sample.id(sample.length() - 1));
            }
            int tokens = backbone.spec().vocabulary();
            float[] last = switch (hash) {
                case FREQUENCY -> cut(new TokenCounts(training, special).byFrequency(), tokens);
                case MUTUAL_INFORMATION -> cut(new TokenCounts(training, special).byMutualInformation(), tokens);
                case CLUSTER -> stops(clusters(backbone));
                case RANDOM, RANDOM_BY_OCCURRENCE ->
                    stops(random().ints(tokens, 0, buckets).toArray());
            };
            if (hash != TokenHash.RANDOM_BY_OCCURRENCE) {
                special.forEach(token -> last[token] = layers);
            }
            table.overwrite(last);
        }

        /** Cuts an order of tokens into buckets of equal size. */
        private float[] cut(List<Integer> order, int tokens) {
            float[] last = everyLayer(tokens);
            int size = Math.max(1, order.size() / buckets);
            for (int place = 0; place < order.size(); place++) {
                last[order.get(place)] = stop(Math.min(place / size, buckets - 1));
            }
            return last;
        }

        private float[] stops(int[] bucketOf) {
            float[] last = new float[bucketOf.length];
            for (int token = 0; token < last.length; token++) {
                last[token] = stop(bucketOf[token]);
            }
            return last;
        }

        private int stop(int bucket) {
            return 1 + bucket * (layers / buckets);
        }

        private float[] everyLayer(int tokens) {
            float[] last = new float[tokens];
            Arrays.fill(last, layers);
            return last;
        }

        /** The cluster of each token, embedded alone. */
        private int[] clusters(Backbone backbone) {
            int tokens = backbone.spec().vocabulary();
            List<float[]> vectors = new ArrayList<>();
            for (int from = 0; from < tokens; from += ROWS) {
                TokenBatch alone = new TokenBatch(IntStream.range(from, Math.min(from + ROWS, tokens))
                        .mapToObj(token -> new TokenSequence(new int[] {token}, new int[] {0}))
                        .toList());
                try (NDManager scope = table.array().getManager().newSubManager()) {
                    float[] values = backbone.embed(alone, scope, Phase.INFERENCE)
                            .hidden()
                            .toFloatArray();
                    int width = values.length / alone.size();
                    for (int row = 0; row < alone.size(); row++) {
                        vectors.add(Arrays.copyOfRange(values, row * width, (row + 1) * width));
                    }
                }
            }
            return new EmbeddingClusters(vectors.toArray(float[][]::new), buckets, random()).byNorm();
        }

        private SplittableRandom random() {
            return new SplittableRandom(seed);
        }

        @Override
        public Parameters parameters() {
            return parameters;
        }
    }
}
