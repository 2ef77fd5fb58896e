package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.PointChoice;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.Spread;
import org.earlyexit.report.result.TaskColumn;

/** Methods by tasks: the score at half the cost and the three speed-ups, reference rows set apart. */
public final class MainTable {

    private static final String DEGENERATE = "‡";

    private final RunResults results;
    private final Significance significance;
    private final Footnotes footnotes = new Footnotes();
    private final List<String> heads = new ArrayList<>();
    private final List<List<ScoreCell>> cells = new ArrayList<>();
    private final List<TaskColumn> averaged;
    private final Set<String> oddities = new LinkedHashSet<>();

    /** Rounds and marks every cell. */
    public MainTable(RunResults results, Evidence evidence) {
        this.results = results;
        this.significance = new Significance(results, evidence);
        this.averaged =
                results.tasks().stream().filter(this::everyMethodHasAScore).toList();
        for (TaskColumn task : results.tasks()) {
            heads.add(task.head() + footnotes.mark(taskNote(task)));
        }
        for (MethodRow method : results.methods()) {
            cells.add(results.tasks().stream().map(task -> cell(task, method)).toList());
        }
    }

    /** The head of each task's columns. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    /** The cells of a row, one a task. */
    public List<ScoreCell> cells(int row) {
        return List.copyOf(cells.get(row));
    }

    /** The mean score of a row over the tasks where every method has one; empty if there are fewer than two. */
    public String average(int row) {
        return average(results.methods().get(row));
    }

    /** Whether there is a column of averages. */
    public boolean hasAverage() {
        return averaged.size() > 1;
    }

    /** The head of the column of averages. */
    public String averageHead() {
        return averaged.size() == results.tasks().size()
                ? "average"
                : String.format(Locale.ROOT, "average of %d", averaged.size());
    }

    /** The name of a row, with the point it stands at where that is not the one aimed at. */
    public String rowName(int row) {
        MethodRow method = results.methods().get(row);
        String point = results.tasks().stream()
                .flatMap(task -> results.shown(task, method).stream())
                .findFirst()
                .map(shown -> pointNote(method, shown))
                .orElse("");
        return method.name() + point;
    }

    /** The table with its raw numbers. */
    public ReportTable table() {
        return new ReportTable(MainData.of(results), view());
    }

    private TableView view() {
        List<ColumnGroup> groups = new ArrayList<>();
        groups.add(new ColumnGroup("", List.of(ColumnHead.text("method"))));
        for (String head : heads) {
            groups.add(new ColumnGroup(
                    head,
                    List.of(
                            ColumnHead.number("score " + spreadName()),
                            ColumnHead.number("×layers"),
                            ColumnHead.number("×MACs"),
                            ColumnHead.number("×clock"))));
        }
        if (hasAverage()) {
            groups.add(new ColumnGroup("", List.of(ColumnHead.number(averageHead()))));
        }
        List<TableRow> rows = new ArrayList<>();
        for (int row = 0; row < cells.size(); row++) {
            rows.add(row(row));
        }
        return new TableView("main", "Scores and speed-ups", caption(), groups, rows, notes());
    }

    private TableRow row(int row) {
        List<String> texts = new ArrayList<>(List.of(rowName(row)));
        List<Emphasis> emphases = new ArrayList<>(List.of(Emphasis.NONE));
        for (ScoreCell cell : cells.get(row)) {
            texts.addAll(cell.columns());
            emphases.addAll(List.of(cell.emphasis(), Emphasis.NONE, Emphasis.NONE, Emphasis.NONE));
        }
        if (hasAverage()) {
            texts.add(average(row));
            emphases.add(Emphasis.NONE);
        }
        boolean afterReferences = row > 0
                && results.methods().get(row - 1).reference()
                && !results.methods().get(row).reference();
        return new TableRow(afterReferences, texts, emphases);
    }

    /** What a reader must know to read the table. */
    public String caption() {
        return String.format(
                Locale.ROOT,
                "Scores × 100 at the operating point %s (half the full cost, chosen on the calibration part) or at the"
                        + " method's only point. Speed-ups over the full model, by layers, by multiply-accumulates and by"
                        + " the clock. %s Backbone %s. Reference rows stand above the rule.",
                PointChoice.TARGET,
                spreadSentence(),
                backbone());
    }

    /** The notes under the table. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(footnotes.lines());
        if (results.methods().stream().anyMatch(method -> method.facts().unattainable())) {
            notes.add("† uses the gold labels: no method can attain it");
        }
        if (!oddities.isEmpty()) {
            notes.add(DEGENERATE + " degenerate: " + String.join("; ", oddities));
        }
        notes.add(
                significance.isKnown()
                        ? "bold (in text *): the best method, if it beats the second by a paired permutation test at 5 %, Holm over"
                                + " tasks; underlined (+): the second, if it beats the third; ▲ ▼ above or below the full model by"
                                + " the same test"
                        : "no test was made, as the answers to single samples are not in this run folder: nothing is bold");
        if (cells.stream().flatMap(List::stream).anyMatch(cell -> cell.byClock().startsWith("~"))) {
            notes.add("~ timed on a busy machine");
        }
        if (hasAverage() && averaged.size() < results.tasks().size()) {
            notes.add("average over "
                    + String.join(", ", averaged.stream().map(TaskColumn::name).toList())
                    + ", where every method has a score");
        }
        return notes;
    }

    private ScoreCell cell(TaskColumn task, MethodRow method) {
        Optional<PointSummary> shown = results.shown(task, method);
        if (shown.isEmpty()) {
            return ScoreCell.missing(footnotes.mark(results.absence(task, method)));
        }
        PointSummary point = shown.get();
        String oddity = PlainText.of(point.degenerate());
        if (!oddity.isEmpty()) {
            oddities.add(oddity);
        }
        String marks = (oddity.isEmpty() ? "" : DEGENERATE)
                + significance.againstFull(task, method)
                + footnotes.mark(results.mixture(task, method));
        Optional<Spread> score = point.score();
        String shownScore = score.map(spread -> Rounded.score(spread.mean())).orElse("undef.");
        if (score.isEmpty()) {
            marks += footnotes.mark(PlainText.of(point.note()));
        }
        return new ScoreCell(
                shownScore,
                score.map(spread -> spread(spread, point)).orElse(""),
                marks,
                significance.emphasis(task, method),
                Rounded.ratio(point.speedupByLayers()),
                Rounded.ratio(point.speedupByMacs()),
                (point.noisy() ? "~" : "") + Rounded.ratio(point.speedupByClock()));
    }

    private String spread(Spread score, PointSummary point) {
        if (score.deviation().isPresent()) {
            return "±" + Rounded.score(score.deviation().getAsDouble()) + (mixed() ? "sd" : "");
        }
        OptionalDouble error = point.standardError();
        return error.isEmpty() ? "" : "±" + Rounded.score(error.getAsDouble()) + (mixed() ? "se" : "");
    }

    private boolean severalSeeds() {
        return results.runs().stream().map(run -> run.seed()).distinct().count() > 1;
    }

    /** Whether some cells have one seed and others more, so that each spread must say what it is. */
    private boolean mixed() {
        long counts = results.tasks().stream()
                .flatMap(task -> results.methods().stream().map(method -> results.runs(task, method)))
                .filter(runs -> !runs.isEmpty())
                .map(runs -> runs.size() > 1)
                .distinct()
                .count();
        return counts > 1;
    }

    private String spreadName() {
        return mixed() ? "±" : severalSeeds() ? "±sd" : "±se";
    }

    private String spreadSentence() {
        return mixed()
                ? "± sd over seeds, or ± se, the standard error over samples, where one seed was run."
                : severalSeeds()
                        ? "± is the standard deviation over seeds."
                        : "± is the standard error over samples; one seed was run.";
    }

    private String backbone() {
        return String.join(
                "; ",
                results.tasks().stream()
                        .map(TaskColumn::backbone)
                        .map(facts ->
                                PlainText.of(facts.id() + (facts.note().isBlank() ? "" : " (" + facts.note() + ")")))
                        .distinct()
                        .toList());
    }

    private static String taskNote(TaskColumn task) {
        String malformed = task.facts().malformedRows() == 0
                ? ""
                : String.format(
                        Locale.ROOT, "malformed rows left out: %d", task.facts().malformedRows());
        String note = PlainText.of(task.facts().note());
        return note.isEmpty() ? malformed : malformed.isEmpty() ? note : note + "; " + malformed;
    }

    private static String pointNote(MethodRow method, PointSummary point) {
        boolean expected =
                point.name().equals(PointChoice.TARGET) || point.name().equals("full");
        boolean onlyOne = method.reference() && point.name().equals("default");
        return expected || onlyOne ? "" : " [" + point.name() + "]";
    }

    private boolean everyMethodHasAScore(TaskColumn task) {
        return results.methods().stream()
                .filter(method -> !method.reference() || method.fullModel())
                .allMatch(method -> score(task, method).isPresent());
    }

    private Optional<Double> score(TaskColumn task, MethodRow method) {
        return results.shown(task, method).flatMap(PointSummary::score).map(Spread::mean);
    }

    private String average(MethodRow method) {
        double sum = 0;
        for (TaskColumn task : averaged) {
            Optional<Double> score = score(task, method);
            if (score.isEmpty()) {
                return Rounded.MISSING;
            }
            sum += score.get();
        }
        return Rounded.score(sum / averaged.size());
    }
}
