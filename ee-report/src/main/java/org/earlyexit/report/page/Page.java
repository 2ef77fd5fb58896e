package org.earlyexit.report.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.plot.Figure;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.table.BagOfWordsTable;
import org.earlyexit.report.table.CalibrationTable;
import org.earlyexit.report.table.ComparisonTable;
import org.earlyexit.report.table.FixedCostTable;
import org.earlyexit.report.table.MainTable;
import org.earlyexit.report.table.MatchedScoreTable;
import org.earlyexit.report.table.OperatingPointTable;
import org.earlyexit.report.table.PerLayerTable;
import org.earlyexit.report.table.PublishedTable;
import org.earlyexit.report.table.ReportTable;
import org.earlyexit.report.table.TableView;
import org.earlyexit.report.table.TaskTable;
import org.earlyexit.report.table.TradeOffTable;

/** The page of a report: what the template needs, section by section. */
public final class Page {

    private static final String TEMPLATES = "org.earlyexit.report.page.templates";

    private final RunResults results;
    private final MainView main;
    private final Evidence evidence;
    private final PageFigures figures;
    private final Map<String, String> drawn;
    private final SharedPaths paths;
    private final ReportOptions options;
    private final String warning;

    /**
     * Gathers a page.
     *
     * @param results what to show
     * @param evidence what single samples say
     * @param figures the figures, none where the machine has no fonts
     * @param options what the report is to hold
     * @param warning what went wrong while the report was made, empty if nothing
     */
    public Page(RunResults results, Evidence evidence, PageFigures figures, ReportOptions options, String warning) {
        this.results = results;
        this.main = MainView.of(results, new MainTable(results, evidence));
        this.evidence = evidence;
        this.options = options;
        this.figures = figures;
        this.drawn = figures.all().stream().collect(Collectors.toMap(Figure::name, Figure::svg));
        this.paths = new SharedPaths(figures.all().stream()
                .map(figure -> drawn.getOrDefault(figure.name(), ""))
                .toList());
        this.warning = warning;
    }

    /** The page as one HTML document. */
    public String html() {
        StringOutput out = new StringOutput();
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, Page.class.getClassLoader(), TEMPLATES);
        engine.render("page.jte", this, out);
        return out.toString();
    }

    public String title() {
        return "Early exits: " + PlainText.of(results.suite().suite());
    }

    /** One line on what was run. */
    public String summary() {
        return "%s, %s, %s"
                .formatted(
                        counted(results.methods().size(), "row"),
                        counted(results.tasks().size(), "task"),
                        counted(
                                (int) results.runs().stream()
                                        .map(run -> run.seed())
                                        .distinct()
                                        .count(),
                                "seed"));
    }

    public String warning() {
        return warning;
    }

    public List<String> notes() {
        return results.suite().notes().stream().map(PlainText::of).toList();
    }

    public MainView main() {
        return main;
    }

    public List<FigureView> curves() {
        return views(figures.curves());
    }

    public List<FigureView> exits() {
        return views(figures.exits());
    }

    public List<FigureView> hardness() {
        return views(figures.hardness());
    }

    public List<FigureView> layers() {
        return views(figures.layers());
    }

    public List<FigureView> realised() {
        return views(figures.realised());
    }

    public List<FigureView> knowledge() {
        return views(figures.knowledge());
    }

    public List<FigureView> leaving() {
        return views(figures.leaving());
    }

    public List<FigureView> epochs() {
        return views(figures.epochs());
    }

    public Optional<TableView> comparisons() {
        return ComparisonTable.of(results, evidence).map(ReportTable::view);
    }

    public Optional<TableView> calibration() {
        return CalibrationTable.of(results, evidence).map(ReportTable::view);
    }

    public Optional<TableView> published() {
        return options.published() ? PublishedTable.of(results).map(ReportTable::view) : Optional.empty();
    }

    /** The tables of fixed cost, matched score and whole curves. */
    public List<TableView> costs() {
        return Stream.of(FixedCostTable.of(results), MatchedScoreTable.of(results, evidence), TradeOffTable.of(results))
                .flatMap(Optional::stream)
                .map(ReportTable::view)
                .toList();
    }

    public boolean hasSamples() {
        return !evidence.isEmpty();
    }

    /** What the sample browser holds. */
    public String samplesCaption() {
        return "What every layer answered and where each method left, first seed, at the points of the main table; at most the"
                + " first 1,000 samples of a task. "
                + (options.texts().isEmpty()
                        ? "Ids only: texts are added with --with-texts, as data sets have terms of their own."
                        : "With the samples' texts: mind the terms of the data set before this page is passed on.");
    }

    public String sampleData() {
        return SampleData.of(results, evidence, options.texts());
    }

    public String style() {
        return Assets.style();
    }

    public String script() {
        return Assets.script();
    }

    public String policy() {
        return Assets.policy();
    }

    /** Where the records are, seen from the page in its usual place. */
    public String recordsLink() {
        return "../records.jsonl";
    }

    public TableView operatingPoints() {
        return OperatingPointTable.of(results).view();
    }

    public Optional<TableView> perLayer() {
        return PerLayerTable.of(results).map(ReportTable::view);
    }

    public Optional<TableView> bagOfWords() {
        return BagOfWordsTable.of(results).map(ReportTable::view);
    }

    public TableView tasks() {
        return TaskTable.of(results).view();
    }

    /** The pairs that were not run, and why. */
    public List<Fact> leftOut() {
        return results.suite().leftOut().stream()
                .map(pair -> new Fact(pair.method() + " on " + pair.task(), pair.reason()))
                .toList();
    }

    /** The runs that ended with an error. */
    public List<Fact> failed() {
        return results.suite().failed().stream()
                .map(cell -> new Fact(cell.method() + " on " + cell.task() + ", seed " + cell.seed(), cell.error()))
                .toList();
    }

    public List<Fact> provenance() {
        return Provenances.of(results);
    }

    public List<MethodView> methods() {
        return results.methods().stream()
                .map(method -> MethodView.of(results, method))
                .toList();
    }

    public List<String> limits() {
        return Limits.of(results);
    }

    /** What several figures draw alike. */
    public String sharedPaths() {
        return paths.definitions();
    }

    private List<FigureView> views(List<Figure> figures) {
        return figures.stream()
                .map(figure -> FigureView.of(figure, paths.shared(drawn.getOrDefault(figure.name(), ""))))
                .toList();
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
