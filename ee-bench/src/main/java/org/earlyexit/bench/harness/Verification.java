package org.earlyexit.bench.harness;

import java.util.List;

/**
 * What came of verifying a run folder.
 *
 * @param records how many records were looked at
 * @param figures how many figures were worked out again
 * @param problems what does not match, a sentence each
 * @param notDone what could not be verified, and why
 */
public record Verification(int records, int figures, List<String> problems, List<String> notDone) {

    public Verification {
        problems = List.copyOf(problems);
        notDone = List.copyOf(notDone);
    }
}
