package org.earlyexit.bench.harness;

import java.util.List;
import org.earlyexit.bench.record.LeftOut;

/**
 * What a plan would do.
 *
 * @param cells in the order in which they would be made
 * @param leftOut pairs that are not run, and why
 * @param estimatedSeconds for the cells that are missing, at a nominal rate; within a factor of three on an idle
 *     machine
 * @param estimatedBytes that they would take on disk
 */
public record PlanView(List<PlannedCell> cells, List<LeftOut> leftOut, double estimatedSeconds, long estimatedBytes) {

    /**
     * One cell.
     *
     * @param kind {@code stage}, {@code trace} or {@code record}
     * @param key its name in the run folder
     * @param what it is, for readers
     * @param usedBy the rows that need it
     * @param finished whether it is there already
     */
    public record PlannedCell(String kind, String key, String what, List<String> usedBy, boolean finished) {
        public PlannedCell {
            usedBy = List.copyOf(usedBy);
        }
    }

    public PlanView {
        cells = List.copyOf(cells);
        leftOut = List.copyOf(leftOut);
    }
}
