package org.earlyexit.bench.harness;

import java.nio.file.Path;
import java.util.List;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SampleTable;

/**
 * A row that was measured, as its cell keeps it.
 *
 * @param record its figures
 * @param samples what came of each sample at its operating points
 * @param curve what came of each sample along its curve
 */
record MeasuredRow(RunRecord record, SampleTable samples, SampleTable curve) {

    static final String RECORD = "record.jsonl";

    void write(Path cell) {
        RecordFile.write(cell.resolve(RECORD), List.of(record));
        samples.write(cell.resolve(SampleTable.POINTS));
        if (!curve.points().isEmpty()) {
            curve.write(cell.resolve(SampleTable.CURVE));
        }
    }
}
