package org.earlyexit.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.earlyexit.bench.stats.CalibrationError;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.evidence.ExitGroup;
import org.earlyexit.report.evidence.LayerKnowledge;
import org.earlyexit.report.evidence.MethodEvidence;
import org.earlyexit.report.evidence.TaskEvidence;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** The figures that need the answers to single samples: what layers knew, and which samples left where. */
public final class EvidenceFigures {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int PART_WIDTH = 212;
    private static final int PART_HEIGHT = 190;
    private static final int COLUMNS = 3;
    private static final double PERCENT = 100;
    private static final String EXIT_LAYER = "mean exit layer";

    private final RunResults results;
    private final TaskColumn task;
    private final TaskEvidence evidence;

    private EvidenceFigures(RunResults results, TaskColumn task, TaskEvidence evidence) {
        this.results = results;
        this.task = task;
        this.evidence = evidence;
    }

    /** What the layers knew: overthinking, memorized layers, calibration. */
    public static List<Figure> knowledge(RunResults results, Evidence evidence) {
        return each(
                results,
                evidence,
                figures -> Stream.of(figures.overthinking(), figures.memorized(), figures.calibration()));
    }

    /** Which samples left where, and who answers alike. */
    public static List<Figure> exits(RunResults results, Evidence evidence) {
        return each(
                results,
                evidence,
                figures -> Stream.of(
                        figures.grouped(
                                "length",
                                "Exit layer against length",
                                "tokens of the longest in each quarter",
                                MethodEvidence::byLength),
                        figures.grouped(
                                "label", "Exit layer against gold label", "gold label", MethodEvidence::byLabel),
                        figures.grouped(
                                "exit-memorized",
                                "Exit layer against memorized layer",
                                "memorized layer",
                                MethodEvidence::byMemorized),
                        figures.agreement()));
    }

    private static List<Figure> each(
            RunResults results, Evidence evidence, Function<EvidenceFigures, Stream<Optional<Figure>>> figures) {
        return results.tasks().stream()
                .flatMap(task -> evidence.of(task).stream()
                        .map(known -> new EvidenceFigures(results, task, known))
                        .flatMap(figures)
                        .flatMap(Optional::stream))
                .toList();
    }

    private Optional<Figure> grouped(
            String kind, String title, String xTitle, Function<MethodEvidence, List<ExitGroup>> groups) {
        List<Line> lines = new ArrayList<>();
        each((method, number, known) -> {
            List<ExitGroup> points = groups.apply(known);
            lines.add(new Line(
                    method.name(),
                    number,
                    Line.Kind.MARKED,
                    points.stream().map(group -> (double) group.key()).toList(),
                    points.stream().map(ExitGroup::meanExitLayer).toList()));
        });
        return figure(
                kind,
                title,
                "over all seeds, at the points of the main table.",
                new LineChart(task.name(), xTitle, EXIT_LAYER, lines, false));
    }

    private Optional<Figure> calibration() {
        List<Line> lines = new ArrayList<>();
        each((method, number, known) -> known.atExit().ifPresent(error -> {
            int[] bins = IntStream.range(0, CalibrationError.BINS)
                    .filter(bin -> error.count(bin) > 0)
                    .toArray();
            lines.add(new Line(
                    method.name(),
                    number,
                    Line.Kind.MARKED,
                    IntStream.of(bins)
                            .mapToObj(bin -> PERCENT * error.confidence(bin))
                            .toList(),
                    IntStream.of(bins)
                            .mapToObj(bin -> PERCENT * error.accuracy(bin))
                            .toList()));
        }));
        if (!lines.isEmpty()) {
            lines.add(new Line("as it should be", 0, Line.Kind.GUIDE, List.of(0.0, PERCENT), List.of(0.0, PERCENT)));
        }
        return figure(
                "calibration",
                "Calibration at the exits",
                "probability of the answer at its exit, in 15 bins of equal width, against the share of right answers.",
                new LineChart(task.name(), "probability (%)", "right (%)", lines, false));
    }

    private Optional<Figure> memorized() {
        List<Line> lines = new ArrayList<>();
        each((method, number, known) -> known.layers()
                .ifPresent(layers -> lines.add(new Line(
                        method.name(),
                        number,
                        Line.Kind.MARKED,
                        layers(layers.memorized()),
                        percent(layers.memorized())))));
        return figure(
                "memorized",
                "Memorized layers",
                "share of samples that every layer from this one on answers right, and the one before does not; samples"
                        + " that the last layer gets wrong are counted there.",
                new LineChart(task.name(), "memorized layer", "samples (%)", lines, false));
    }

    private Optional<Figure> overthinking() {
        List<ChartDrawing> parts = new ArrayList<>();
        each((method, number, known) -> known.layers().ifPresent(layers -> parts.add(part(method, number, layers))));
        String caption =
                "%s, n=%d: the line is the share of samples that a layer answers right, the dashes the share that it"
                        + " or one before it does; what lies between them at the last layer was known and thought over again.";
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure(
                        Figures.name("overthinking", task),
                        "What each layer knew on " + task.name(),
                        caption.formatted(task.name(), task.facts().devSamples()),
                        new GridDrawing(Look.label("Overthinking: " + task.name()), COLUMNS, parts)));
    }

    private static ChartDrawing part(MethodRow method, int number, LayerKnowledge layers) {
        List<Line> lines = List.of(
                new Line(method.name(), number, Line.Kind.MARKED, layers(layers.right()), percent(layers.right())),
                new Line("", number, Line.Kind.DASHED, layers(layers.rightSoFar()), percent(layers.rightSoFar())));
        return new LineChart(method.name(), "layer", "right (%)", lines, true).drawing(PART_WIDTH, PART_HEIGHT);
    }

    private Optional<Figure> agreement() {
        List<String> names = evidence.methods().stream()
                .map(method -> results.methods().stream()
                        .filter(row -> row.label().equals(method.label()))
                        .findFirst()
                        .map(MethodRow::name)
                        .orElse(""))
                .toList();
        return evidence.agreement().size() < 2
                ? Optional.empty()
                : Optional.of(new Figure(
                        Figures.name("agreement", task),
                        "Agreement between methods on " + task.name(),
                        "%s, n=%d: share of samples, in percent, to which two methods gave the same answer at the points of the main table."
                                .formatted(task.name(), task.facts().devSamples()),
                        HeatMap.between(Look.label("Agreement: " + task.name()), names, evidence.agreement())));
    }

    private Optional<Figure> figure(String kind, String title, String caption, LineChart chart) {
        return chart.lines().isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure(
                        Figures.name(kind, task),
                        title + " on " + task.name(),
                        String.format(
                                Locale.ROOT,
                                "%s, n=%d. %s: %s",
                                task.name(),
                                task.facts().devSamples(),
                                title,
                                caption),
                        chart.drawing(WIDTH, HEIGHT)));
    }

    private interface Studied {
        void accept(MethodRow method, int number, MethodEvidence known);
    }

    private void each(Studied studied) {
        List<MethodRow> methods = Figures.compared(results);
        for (int i = 0; i < methods.size(); i++) {
            int number = i;
            MethodRow method = methods.get(i);
            evidence.method(method.label()).ifPresent(known -> studied.accept(method, number, known));
        }
    }

    private static List<Double> layers(List<Double> values) {
        return IntStream.rangeClosed(1, values.size())
                .mapToObj(layer -> (double) layer)
                .toList();
    }

    private static List<Double> percent(List<Double> shares) {
        return shares.stream().map(share -> PERCENT * share).toList();
    }
}
