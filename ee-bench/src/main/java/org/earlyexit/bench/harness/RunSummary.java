package org.earlyexit.bench.harness;

import java.util.List;
import org.earlyexit.bench.record.FailedCell;

/**
 * How a suite ended.
 *
 * @param records that the report is made of
 * @param newCells that had to be made
 * @param oldCells that were there already
 * @param failed the runs that ended with an error
 * @param notRun how many rows were not begun, as the time limit was reached
 */
public record RunSummary(int records, int newCells, int oldCells, List<FailedCell> failed, int notRun) {
    public RunSummary {
        failed = List.copyOf(failed);
    }

    /** Whether every row came to its end. */
    public boolean complete() {
        return failed.isEmpty() && notRun == 0;
    }
}
