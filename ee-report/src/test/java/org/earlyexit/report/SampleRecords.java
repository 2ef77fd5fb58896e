package org.earlyexit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earlyexit.bench.record.BackboneFacts;
import org.earlyexit.bench.record.Costs;
import org.earlyexit.bench.record.CurvePoint;
import org.earlyexit.bench.record.FailedCell;
import org.earlyexit.bench.record.HardnessRow;
import org.earlyexit.bench.record.LeftOut;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.MethodFacts;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.Provenance;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.Skipping;
import org.earlyexit.bench.record.StageFacts;
import org.earlyexit.bench.record.SuiteFacts;
import org.earlyexit.bench.record.TaskFacts;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.bench.record.TrainingFacts;

/** A small run made up by hand: three tasks, eight rows, four layers, 100 or 200 samples. */
public final class SampleRecords {

    public static final int LAYERS = 4;

    private SampleRecords() {}

    public static TaskFacts task(String id) {
        return switch (id) {
            case "rte" -> task("rte", "RTE", "accuracy", "2", "");
            case "sts-b" -> task("sts-b", "STS-B", "pearson", "score", "");
            case "steps" -> task("steps", "Steps", "accuracy", "2", "train PARTIAL: 25,653 of 392,702 rows");
            default -> throw new IllegalArgumentException("no sample task is called " + id);
        };
    }

    private static TaskFacts task(String id, String name, String metric, String labels, String note) {
        return new TaskFacts(
                id,
                name,
                "1",
                "dev",
                List.of(metric),
                labels,
                900,
                50,
                50,
                100,
                note,
                id.equals("rte") ? 1 : 0,
                "ab12");
    }

    public static MethodFacts method(String id, boolean reference) {
        return new MethodFacts(
                id,
                id,
                id.toUpperCase(java.util.Locale.ROOT),
                reference ? "" : "paper",
                reference ? Map.of() : Map.of("learningRate", "5e-5"),
                reference ? "" : "Someone et al., 2020",
                reference,
                id.startsWith("oracle"));
    }

    /** Costs in a model of four layers where a layer is a million multiply-accumulates. */
    public static Costs costs(double exitLayer) {
        double speedup = LAYERS / exitLayer;
        return new Costs(
                exitLayer,
                speedup,
                1 - exitLayer / LAYERS,
                exitLayer * 1e6,
                speedup * 0.96,
                exitLayer * 9e5,
                speedup * 0.97);
    }

    public static OperatingPoint point(String name, String metric, double score, double exitLayer) {
        boolean chosen = name.startsWith("cost");
        return new OperatingPoint(
                name,
                chosen ? Map.of("threshold", 0.25) : Map.of(),
                chosen ? "calibration" : "fixed",
                chosen ? exitLayer / LAYERS : null,
                chosen ? score : null,
                Map.of(metric, Measured.of(score, metric.equals("pearson") ? "coefficient" : "share", 100, 0.04)),
                costs(exitLayer),
                histogram(exitLayer),
                List.of(100, 100, 60, 20),
                new Timing(
                        1, 100, 5, LAYERS / exitLayer * 0.9, LAYERS / exitLayer * 0.8, LAYERS / exitLayer, 0.94, false),
                List.of(),
                null,
                "");
    }

    /** A point of a method that skips layers, at which nobody leaves early. */
    public static OperatingPoint skipping(Skipping skipping) {
        OperatingPoint full = point("default", "accuracy", 0.8, LAYERS);
        return new OperatingPoint(
                full.name(),
                full.knobs(),
                full.chosenOn(),
                full.calibrationCost(),
                full.calibrationScore(),
                full.results(),
                full.costs(),
                full.exitHistogram(),
                full.executedHistogram(),
                full.timing(),
                full.byHardness(),
                full.hardnessCorrelation(),
                full.degenerate(),
                skipping);
    }

    private static List<Integer> histogram(double exitLayer) {
        return exitLayer == LAYERS ? List.of(0, 0, 0, 100) : List.of(30, 40, 20, 10);
    }

    public static OperatingPoint with(OperatingPoint point, Measured score, String degenerate, List<HardnessRow> rows) {
        return new OperatingPoint(
                point.name(),
                point.knobs(),
                point.chosenOn(),
                point.calibrationCost(),
                point.calibrationScore(),
                Map.of(point.results().keySet().iterator().next(), score),
                point.costs(),
                point.exitHistogram(),
                point.executedHistogram(),
                point.timing(),
                rows,
                rows.isEmpty() ? null : Measured.of(0.25, "coefficient", 100, 0.0955),
                degenerate);
    }

    public static Provenance provenance() {
        return new Provenance(
                "0.1.0",
                "0123abc",
                false,
                "17.0.10",
                "Linux",
                "amd64",
                "a processor",
                2,
                "PyTorch",
                "2.7.1",
                "cpu",
                1,
                "ff",
                "ee");
    }

    public static RunRecord run(TaskFacts task, MethodFacts method, long seed, List<OperatingPoint> points) {
        boolean early = !method.reference();
        return new RunRecord(
                RunRecord.SCHEMA,
                String.format(java.util.Locale.ROOT, "%08x", (task.id() + method.label() + seed).hashCode()),
                task,
                method,
                new BackboneFacts("toy", "bert", LAYERS, 16, "aa", "bb", "random weights"),
                seed,
                provenance(),
                early
                        ? new TrainingFacts(List.of(new StageFacts("joint", 90, 3, 0.5, List.of(0.7, 0.6, 0.5))), "")
                        : new TrainingFacts(List.of(), ""),
                points,
                early ? curve(points.get(0).result(task.mainMetric()).orElseThrow()) : List.of(),
                early ? perLayer() : List.of());
    }

    private static List<CurvePoint> curve(Measured score) {
        double top = score.number().orElse(0.5) + 0.07;
        List<CurvePoint> curve = new ArrayList<>();
        for (int i = 0; i <= 12; i++) {
            double exitLayer = 1 + 3 * i / 12.0;
            double drop = (4 - exitLayer) * (4 - exitLayer) / 130;
            curve.add(new CurvePoint("threshold", 1 - i / 12.0, exitLayer, 4 / exitLayer, 3.9 / exitLayer, top - drop));
        }
        return curve;
    }

    private static List<Measured> perLayer() {
        return List.of(
                Measured.of(0.55, "share", 100, 0.05),
                Measured.of(0.61, "share", 100, 0.05),
                Measured.of(0.66, "share", 100, 0.05),
                Measured.undefined("share", 100, "constant answers"));
    }

    /** RTE and STS-B and a task of known hardness, with one record for each seed. */
    public static List<RunRecord> records(long... seeds) {
        List<RunRecord> records = new ArrayList<>();
        for (long seed : seeds) {
            double luck = 0.02 * (seed - 1);
            for (String task : List.of("steps", "rte", "sts-b")) {
                addReferences(records, task(task), seed, luck);
                addMethods(records, task(task), seed, luck);
            }
        }
        return records;
    }

    private static void addReferences(List<RunRecord> records, TaskFacts task, long seed, double luck) {
        String metric = task.mainMetric();
        records.add(run(task, method("oracle", true), seed, List.of(point("default", metric, 0.9 + luck, 1.6))));
        records.add(run(task, method("full", true), seed, List.of(point("full", metric, 0.70 + luck, 4))));
        OperatingPoint majority = point("default", metric, 0.53, 1);
        records.add(run(
                task,
                method("majority", true),
                seed,
                List.of(
                        metric.equals("pearson")
                                ? with(
                                        majority,
                                        Measured.undefined("coefficient", 100, "constant answers"),
                                        "",
                                        List.of())
                                : with(majority, Measured.of(0.53, "share", 100, 0.05), "one class", List.of()))));
        records.add(run(
                task,
                method("fixed", true),
                seed,
                List.of(
                        point("layer-1", metric, 0.55, 1),
                        point("layer-2", metric, 0.61 + luck, 2),
                        point("layer-3", metric, 0.66, 3))));
        records.add(run(task, method("random", true), seed, List.of(point("default", metric, 0.62 + luck, 2.1))));
    }

    private static void addMethods(List<RunRecord> records, TaskFacts task, long seed, double luck) {
        String metric = task.mainMetric();
        if (!task.id().equals("sts-b")) {
            records.add(run(task, method("deebert", false), seed, points(task, metric, 0.66 + luck)));
        }
        records.add(run(task, method("pabee", false), seed, points(task, metric, 0.68 + luck)));
    }

    private static List<OperatingPoint> points(TaskFacts task, String metric, double score) {
        OperatingPoint half = point("cost-50", metric, score, 2);
        if (task.id().equals("steps")) {
            half = with(half, half.results().values().iterator().next(), "", hardness());
        }
        return List.of(point("cost-25", metric, score - 0.06, 1.1), half, point("cost-75", metric, score + 0.01, 3));
    }

    private static List<HardnessRow> hardness() {
        return List.of(
                new HardnessRow(1, 40, 1.4, 0.8), new HardnessRow(2, 40, 2.2, 0.6), new HardnessRow(3, 20, 2.8, 0.5));
    }

    public static SuiteFacts suite(long... seeds) {
        return new SuiteFacts(
                SuiteFacts.SCHEMA,
                "sample",
                List.of("rte", "sts-b", "steps"),
                List.of("full", "majority", "fixed", "random", "oracle", "deebert", "pabee"),
                java.util.Arrays.stream(seeds).boxed().toList(),
                List.of(new LeftOut(
                        "sts-b", "deebert", "DeeBERT's entropy needs classes, and STS-B asks for a number")),
                List.of(new FailedCell("rte", "berxit", 1, "the loss was not finite at step 12")),
                Map.of("rte", Measured.of(0.56, "share", 100, 0.05)),
                List.of("A made-up run."));
    }
}
