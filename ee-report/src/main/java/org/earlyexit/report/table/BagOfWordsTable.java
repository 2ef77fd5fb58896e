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

/**
 * A bag-of-words model beside the full model: what the encoder adds to counting words. A suite without a full model has
 * the deepest layer of the classifiers that were trained together in its place.
 */
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
                                ColumnHead.number(results.fullModel().isPresent() ? "full model" : "deepest layer"),
                                ColumnHead.number("difference"))));
        return Optional.of(new ReportTable(
                data.table(),
                new TableView(
                        "bag-of-words",
                        "Against a bag of words",
                        "A linear model over word counts, trained on the same rows, beside "
                                + (results.fullModel().isPresent()
                                        ? "the full model"
                                        : "the deepest layer of the classifiers that were trained together, as no full model was")
                                + "; scores × 100.",
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
        Beside beside = results.fullModel().isPresent() ? Beside.full(results, task) : Beside.deepest(results, task);
        @Nullable Double fullScore = beside.score();
        @Nullable Double wordScore = words.value();
        rows.add(new TableRow(
                false,
                List.of(
                        task.head(),
                        shown(wordScore, words.standardError()) + footnotes.mark(PlainText.of(words.note())),
                        shown(fullScore, beside.standardError()),
                        fullScore == null || wordScore == null
                                ? Rounded.MISSING
                                : Rounded.score(fullScore - wordScore))));
        data.text("task", task.name())
                .text("metric", task.facts().mainMetric())
                .whole("n", words.n())
                .number("bag_of_words", wordScore)
                .number("bag_of_words_se", words.standardError())
                .number(results.fullModel().isPresent() ? "full_model" : "deepest_layer", fullScore);
    }

    /**
     * What the words are set beside.
     *
     * @param score the mean over seeds, or null where it is not known
     * @param standardError of one seed's score, or null where it is not known or there are more
     */
    private record Beside(@Nullable Double score, @Nullable Double standardError) {

        static Beside full(RunResults results, TaskColumn task) {
            Optional<PointSummary> full = results.fullModel().flatMap(method -> results.shown(task, method));
            OptionalDouble error = full.map(PointSummary::standardError).orElse(OptionalDouble.empty());
            return new Beside(
                    full.flatMap(PointSummary::score).map(Spread::mean).orElse(null),
                    error.isPresent() ? error.getAsDouble() : null);
        }

        /** The last layer of the first row whose layers were all trained; reference rows come first. */
        static Beside deepest(RunResults results, TaskColumn task) {
            List<Measured> last = results.methods().stream()
                    .map(method -> results.runs(task, method).stream()
                            .filter(run -> !run.perLayer().isEmpty())
                            .map(run -> run.perLayer().get(run.perLayer().size() - 1))
                            .filter(score -> score.value() != null)
                            .toList())
                    .filter(scores -> !scores.isEmpty())
                    .findFirst()
                    .orElse(List.of());
            OptionalDouble mean = last.stream()
                    .flatMap(score -> score.number().stream())
                    .mapToDouble(score -> score)
                    .average();
            return new Beside(
                    mean.isPresent() ? mean.getAsDouble() : null,
                    last.size() == 1 ? last.get(0).standardError() : null);
        }
    }

    private static String shown(@Nullable Double score, @Nullable Double error) {
        if (score == null) {
            return "undef.";
        }
        return Rounded.score(score) + (error == null ? "" : " ±" + Rounded.score(error));
    }
}
