package org.earlyexit.report.table;

import java.util.List;
import org.earlyexit.bench.record.TaskFacts;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** The data that was read: versions, sizes and hashes. */
public final class TaskTable {

    private static final int HASH_DIGITS = 12;

    private TaskTable() {}

    /** The table. */
    public static ReportTable of(RunResults results) {
        Columns data = new Columns("tasks");
        Footnotes footnotes = new Footnotes();
        List<TableRow> rows = results.tasks().stream()
                .map(TaskColumn::facts)
                .map(facts -> row(facts, data, footnotes))
                .toList();
        List<ColumnGroup> groups = List.of(
                new ColumnGroup("", List.of(ColumnHead.text("task"))),
                new ColumnGroup(
                        "",
                        List.of(
                                ColumnHead.text("version"),
                                ColumnHead.text("metrics"),
                                ColumnHead.text("classes"),
                                ColumnHead.number("train"),
                                ColumnHead.number("stopping"),
                                ColumnHead.number("calibration"),
                                ColumnHead.number("scored"),
                                ColumnHead.number("malformed"),
                                ColumnHead.text("SHA-256 of the data"))));
        return new ReportTable(
                data.table(),
                new TableView(
                        "tasks", "Tasks", "Rows of each part, as they were read.", groups, rows, footnotes.lines()));
    }

    private static TableRow row(TaskFacts facts, Columns data, Footnotes footnotes) {
        data.text("task", facts.displayName())
                .text("version", facts.version())
                .text("split", facts.split())
                .text("metrics", String.join(" ", facts.metrics()))
                .text("labels", facts.labels())
                .whole("train", facts.trainSamples())
                .whole("stopping", facts.stoppingSamples())
                .whole("calibration", facts.calibrationSamples())
                .whole("scored", facts.devSamples())
                .whole("malformed", facts.malformedRows())
                .text("sha256", facts.dataSha256())
                .text("note", facts.note());
        return new TableRow(
                false,
                List.of(
                        PlainText.of(facts.displayName()) + footnotes.mark(PlainText.of(facts.note())),
                        PlainText.of(facts.version()),
                        PlainText.of(String.join(", ", facts.metrics())),
                        PlainText.of(facts.labels()),
                        Rounded.count(facts.trainSamples()),
                        Rounded.count(facts.stoppingSamples()),
                        Rounded.count(facts.calibrationSamples()),
                        Rounded.count(facts.devSamples()),
                        Rounded.count(facts.malformedRows()),
                        shortened(PlainText.of(facts.dataSha256()))));
    }

    private static String shortened(String hash) {
        return hash.length() <= HASH_DIGITS ? hash : hash.substring(0, HASH_DIGITS);
    }
}
