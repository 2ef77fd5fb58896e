package org.earlyexit.bench.glue;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One row of a split.
 *
 * @param id the split's name and the row's number from 0 in its file, as in {@code train-17}; the same whatever else is
 *     read
 * @param first the sentence, or the first of a pair
 * @param second the other sentence of a pair
 * @param label the right answer; test splits have none
 * @param hardness the known number of reasoning steps, from 1; built-in tasks only
 */
public record Sample(String id, String first, Optional<String> second, Optional<Label> label, OptionalInt hardness) {}
