package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.result.RunResults;

/** All tables of a report. */
public final class ReportTables {

    private ReportTables() {}

    /**
     * The tables that the results allow.
     *
     * @param published whether published figures are asked for
     */
    public static List<ReportTable> of(RunResults results, Evidence evidence, boolean published) {
        List<ReportTable> tables = new ArrayList<>();
        tables.add(new MainTable(results, evidence).table());
        tables.add(OperatingPointTable.of(results));
        tables.add(TaskTable.of(results));
        Stream.of(
                        PerLayerTable.of(results),
                        BagOfWordsTable.of(results),
                        ComparisonTable.of(results, evidence),
                        FixedCostTable.of(results),
                        MatchedScoreTable.of(results, evidence),
                        TradeOffTable.of(results),
                        CalibrationTable.of(results, evidence),
                        published ? PublishedTable.of(results) : Optional.<ReportTable>empty())
                .flatMap(Optional::stream)
                .forEach(tables::add);
        return tables;
    }
}
