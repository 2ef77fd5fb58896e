package org.earlyexit.model;

import org.jspecify.annotations.Nullable;

/** Turns the text of a sample, or its two texts, into tokens of one backbone's vocabulary. */
public interface TextEncoder {

    /**
     * Tokenises one text or a pair, special tokens included.
     *
     * @param first the text, or the first of two
     * @param second the second text; null for single-text tasks
     * @param maxLength tokens at most, special ones included; the longer text is cut first
     */
    TokenSequence encode(String first, @Nullable String second, int maxLength);

    /** SHA-256 of what decides the tokens, in hexadecimal; part of each cell's key. */
    String sha256();
}
