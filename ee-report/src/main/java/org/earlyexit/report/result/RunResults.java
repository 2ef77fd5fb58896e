package org.earlyexit.report.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.record.FailedCell;
import org.earlyexit.bench.record.LeftOut;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SuiteFacts;

/** The records of a run folder as rows, columns and cells, in an order that does not depend on theirs. */
public final class RunResults {

    private final SuiteFacts suite;
    private final List<RunRecord> runs;
    private final List<TaskColumn> tasks;
    private final List<MethodRow> methods;

    private RunResults(SuiteFacts suite, List<RunRecord> runs, List<TaskColumn> tasks, List<MethodRow> methods) {
        this.suite = suite;
        this.runs = List.copyOf(runs);
        this.tasks = List.copyOf(tasks);
        this.methods = List.copyOf(methods);
    }

    /**
     * Reads {@code records.jsonl} and {@code suite.json}.
     *
     * @param allowMixed whether one column may mix what must not be mixed; its cells are marked then
     * @throws org.earlyexit.bench.record.RecordException if one of them cannot be read
     * @throws ReportException if the records do not fit together
     */
    public static RunResults read(Path runFolder, boolean allowMixed) {
        SuiteFacts suite = RecordFile.readSuite(runFolder.resolve("suite.json"));
        List<RunRecord> records = RecordFile.read(runFolder.resolve("records.jsonl"));
        if (records.isEmpty()) {
            throw new ReportException("%s must hold at least one record, was empty; run the suite first"
                    .formatted(runFolder.resolve("records.jsonl")));
        }
        return of(records, suite, allowMixed);
    }

    /**
     * Puts records together.
     *
     * @param allowMixed as for {@link #read}
     * @throws ReportException if two of them say they are the same run, or one column would mix what must not be mixed
     */
    public static RunResults of(List<RunRecord> records, SuiteFacts suite, boolean allowMixed) {
        List<RunRecord> runs = new ArrayList<>(records);
        runs.sort(Comparator.comparing((RunRecord run) -> run.task().id())
                .thenComparing(run -> run.method().label())
                .thenComparingLong(RunRecord::seed)
                .thenComparing(RunRecord::cell));
        refuseDoubles(runs);
        List<TaskColumn> columns = columns(runs, suite);
        if (!allowMixed) {
            refuseMixtures(runs, columns);
        }
        return new RunResults(suite, List.copyOf(runs), columns, rows(runs, suite));
    }

    public SuiteFacts suite() {
        return suite;
    }

    /** Every run, by task, method and seed. */
    public List<RunRecord> runs() {
        return runs;
    }

    /** The columns, in the suite's order. */
    public List<TaskColumn> tasks() {
        return tasks;
    }

    /** The rows: reference rows first, from the full model to the oracle, then the methods in the suite's order. */
    public List<MethodRow> methods() {
        return methods;
    }

    /** The row of the full model, if it was run. */
    public Optional<MethodRow> fullModel() {
        return methods.stream().filter(MethodRow::fullModel).findFirst();
    }

    /** The runs of one cell, by seed. */
    public List<RunRecord> runs(TaskColumn task, MethodRow method) {
        return runs.stream()
                .filter(run -> run.task().id().equals(task.id())
                        && run.method().label().equals(method.label()))
                .toList();
    }

    /** The point of a cell that tables with room for one show, over the seeds; empty if there is no run. */
    public Optional<PointSummary> shown(TaskColumn task, MethodRow method) {
        List<RunRecord> cell = runs(task, method);
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        return summary(task, method, PointChoice.of(cell.get(0)).name());
    }

    /** All points of a cell, over the seeds, in the order of the records. */
    public List<PointSummary> points(TaskColumn task, MethodRow method) {
        return runs(task, method).stream()
                .flatMap(run -> run.points().stream())
                .map(OperatingPoint::name)
                .distinct()
                .flatMap(name -> summary(task, method, name).stream())
                .toList();
    }

    /** What a cell's runs do not share with their column; empty unless mixing was allowed. */
    public String mixture(TaskColumn task, MethodRow method) {
        return runs(task, method).stream()
                .flatMap(run -> task.differences(run).stream())
                .distinct()
                .map(PlainText::of)
                .reduce((first, second) -> first + "; " + second)
                .map(text -> "not comparable with the column: " + text)
                .orElse("");
    }

    /** Why a cell has no run: left out, failed, or not run. */
    public String absence(TaskColumn task, MethodRow method) {
        for (LeftOut pair : suite.leftOut()) {
            if (pair.task().equals(task.id()) && names(method, pair.method())) {
                return "left out: " + PlainText.of(pair.reason());
            }
        }
        for (FailedCell failed : suite.failed()) {
            if (failed.task().equals(task.id()) && names(method, failed.method())) {
                return "failed: " + PlainText.of(failed.error());
            }
        }
        return "not run";
    }

    private Optional<PointSummary> summary(TaskColumn task, MethodRow method, String point) {
        List<OperatingPoint> points = runs(task, method).stream()
                .flatMap(run -> run.points().stream())
                .filter(candidate -> candidate.name().equals(point))
                .toList();
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(new PointSummary(task.facts().mainMetric(), points));
    }

    private static boolean names(MethodRow method, String text) {
        return text.equals(method.label()) || text.equals(method.facts().id());
    }

    private static void refuseDoubles(List<RunRecord> runs) {
        for (int i = 1; i < runs.size(); i++) {
            RunRecord first = runs.get(i - 1);
            RunRecord second = runs.get(i);
            if (first.task().id().equals(second.task().id())
                    && first.method().label().equals(second.method().label())
                    && first.seed() == second.seed()) {
                throw new ReportException(
                        "task %s, method %s, seed %d must be there once, was in cells %s and %s; remove one of them"
                                .formatted(
                                        first.task().id(),
                                        first.method().label(),
                                        first.seed(),
                                        first.cell(),
                                        second.cell()));
            }
        }
    }

    private static List<TaskColumn> columns(List<RunRecord> runs, SuiteFacts suite) {
        Map<String, TaskColumn> columns = new LinkedHashMap<>();
        for (RunRecord run : runs) {
            columns.computeIfAbsent(run.task().id(), id -> column(run, runs));
        }
        return columns.values().stream()
                .sorted(Comparator.comparingInt(column -> place(suite.tasks(), column.id())))
                .toList();
    }

    private static TaskColumn column(RunRecord first, List<RunRecord> runs) {
        int batchSize = runs.stream()
                .filter(run -> run.task().id().equals(first.task().id()))
                .mapToInt(TaskColumn::batchSize)
                .filter(size -> size != 0)
                .findFirst()
                .orElse(0);
        return new TaskColumn(first.task(), first.backbone(), first.provenance().toolkitVersion(), batchSize);
    }

    private static void refuseMixtures(List<RunRecord> runs, List<TaskColumn> columns) {
        for (TaskColumn column : columns) {
            for (RunRecord run : runs) {
                List<String> differences = run.task().id().equals(column.id()) ? column.differences(run) : List.of();
                if (!differences.isEmpty()) {
                    throw new ReportException(
                            ("task %s: one column must have one %s (in cell %s, method %s); report the two runs from folders"
                                            + " of their own, or mark the cells with --allow-mixed")
                                    .formatted(
                                            column.id(),
                                            differences.get(0),
                                            run.cell(),
                                            run.method().label()));
                }
            }
        }
    }

    private static List<MethodRow> rows(List<RunRecord> runs, SuiteFacts suite) {
        Map<String, MethodRow> rows = new LinkedHashMap<>();
        for (RunRecord run : runs) {
            MethodRow row = rows.computeIfAbsent(run.method().label(), label -> new MethodRow(run.method()));
            if (!row.facts().id().equals(run.method().id())) {
                throw new ReportException(
                        "row '%s' must belong to one method, was %s and %s; give them different labels"
                                .formatted(
                                        row.label(),
                                        row.facts().id(),
                                        run.method().id()));
            }
        }
        return rows.values().stream()
                .sorted(Comparator.comparing((MethodRow row) -> !row.reference())
                        .thenComparingInt(row -> row.reference() ? row.rank() : 0)
                        .thenComparingInt(row -> place(suite.methods(), row.label())))
                .toList();
    }

    private static int place(List<String> order, String name) {
        int place = order.indexOf(name);
        return place < 0 ? Integer.MAX_VALUE : place;
    }
}
