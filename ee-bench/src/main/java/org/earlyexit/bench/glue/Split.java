package org.earlyexit.bench.glue;

import java.util.List;

/**
 * The samples of one part of a task.
 *
 * @param name {@code train}, {@code dev} or {@code test}
 * @param samples in the order of the file
 * @param malformed the rows that were left out, in the order of the file
 * @param sha256 of the file's bytes, or of the generated text of a built-in task; 64 lower-case hexadecimal digits
 */
public record Split(String name, List<Sample> samples, List<RowProblem> malformed, String sha256) {
    public Split {
        samples = List.copyOf(samples);
        malformed = List.copyOf(malformed);
    }

    /** How many rows the file has, those left out included. */
    public int rows() {
        return samples.size() + malformed.size();
    }
}
