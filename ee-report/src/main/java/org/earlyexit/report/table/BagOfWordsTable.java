package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.Spread;
import org.earlyexit.report.result.TaskColumn;
import org.jspecify.annotations.Nullable;

/** A bag-of-words model beside the full model: what the encoder adds to counting words. */
public final class BagOfWordsTable {

    private BagOfWordsTable() {}

    /** The table, if the suite trained a bag-of-words model on any of its tasks. */
    public static Optional<ReportTable> of(RunResults results) {
        List<TableRow> rows = new ArrayList<>();
        Columns data = new Columns("bag-of-words");
        Footnotes footnotes = new Footnotes();
        for (TaskColumn task : results.tasks()) {
            Measured words = results.suite().bagOfWords().get(task.id());
            if (words != null) {
                add(results, task, words, rows, data, footnotes);
            }
        }
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<ColumnGroup> groups = List.of(
                new ColumnGroup("", List.of(ColumnHead.text("task"))),
                new ColumnGroup(
                        "",
                        List.of(
                                ColumnHead.number("bag of words"),
                                ColumnHead.number("full model"),
                                ColumnHead.number("difference"))));
        return Optional.of(new ReportTable(
                data.table(),
                new TableView(
                        "bag-of-words",
                        "Against a bag of words",
                        "A linear model over word counts, trained on the same rows, beside the full model; scores × 100.",
                        groups,
                        rows,
                        footnotes.lines())));
    }

    private static void add(
            RunResults results,
            TaskColumn task,
            Measured words,
            List<TableRow> rows,
            Columns data,
            Footnotes footnotes) {
        Optional<PointSummary> full = results.fullModel().flatMap(method -> results.shown(task, method));
        @Nullable
        Double fullScore = full.flatMap(PointSummary::score).map(Spread::mean).orElse(null);
        @Nullable Double wordScore = words.value();
        rows.add(new TableRow(
                false,
                List.of(
                        task.head(),
                        shown(wordScore, words.standardError()) + footnotes.mark(PlainText.of(words.note())),
                        shown(fullScore, standardError(full)),
                        fullScore == null || wordScore == null
                                ? Rounded.MISSING
                                : Rounded.score(fullScore - wordScore))));
        data.text("task", task.name())
                .text("metric", task.facts().mainMetric())
                .whole("n", words.n())
                .number("bag_of_words", wordScore)
                .number("bag_of_words_se", words.standardError())
                .number("full_model", fullScore);
    }

    private static @Nullable Double standardError(Optional<PointSummary> point) {
        OptionalDouble error = point.map(PointSummary::standardError).orElse(OptionalDouble.empty());
        return error.isPresent() ? error.getAsDouble() : null;
    }

    private static String shown(@Nullable Double score, @Nullable Double error) {
        if (score == null) {
            return "undef.";
        }
        return Rounded.score(score) + (error == null ? "" : " ±" + Rounded.score(error));
    }
}
