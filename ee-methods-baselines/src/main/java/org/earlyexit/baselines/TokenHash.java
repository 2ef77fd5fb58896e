package org.earlyexit.baselines;

/** How HashEE assigns tokens to the buckets that stop after the same layer. */
public enum TokenHash {
    /** Frequent tokens stop early. */
    FREQUENCY,
    /** Tokens stop the earlier the more they say of the label. */
    MUTUAL_INFORMATION,
    /** Tokens of similar embeddings stop together, the clusters of the smallest norms first. */
    CLUSTER,
    /** Chance decides for each token of the vocabulary, once for training and use: {@code random-cons}. */
    RANDOM,
    /** Chance decides anew for each place of each text, special tokens included: {@code random-incons}. */
    RANDOM_BY_OCCURRENCE
}
