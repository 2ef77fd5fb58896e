package org.earlyexit.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.Costs;
import org.earlyexit.bench.record.CurvePoint;
import org.earlyexit.bench.record.FileSums;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.MethodFacts;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.RunCell;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SampleTable;
import org.earlyexit.bench.record.SuiteFacts;
import org.earlyexit.bench.record.TaskFacts;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.metric.MetricValue;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.TraceHeader;
import org.earlyexit.trace.TraceWriter;

/** A run folder with made-up layer traces, from which answers, curves and records follow as in a real one. */
public final class GeneratedRun {

    private static final int LAYERS = 12;
    private static final int ALONG = 16;

    private final Path folder;
    private final List<Generated> tasks;
    private final List<String> methods;
    private final int seeds;
    private final int curvePoints;
    private final List<RunRecord> records = new ArrayList<>();

    /**
     * A task to make up.
     *
     * @param id its id
     * @param name its name
     * @param metric its main metric; a correlation makes it a task of numbers
     * @param samples how many are scored
     */
    public record Generated(String id, String name, String metric, int samples) {}

    public GeneratedRun(Path folder, List<Generated> tasks, List<String> methods, int seeds, int curvePoints) {
        this.folder = folder;
        this.tasks = tasks;
        this.methods = methods;
        this.seeds = seeds;
        this.curvePoints = curvePoints;
    }

    /** Writes the run folder. */
    public Path write() {
        for (int task = 0; task < tasks.size(); task++) {
            for (int seed = 1; seed <= seeds; seed++) {
                writeSeed(tasks.get(task), task, seed);
            }
        }
        List<String> labels = new ArrayList<>(List.of("full", "majority"));
        labels.addAll(methods);
        RecordFile.write(folder.resolve("records.jsonl"), records);
        RecordFile.writeSuite(
                folder.resolve("suite.json"),
                new SuiteFacts(
                        SuiteFacts.SCHEMA,
                        "generated",
                        tasks.stream().map(Generated::id).toList(),
                        labels,
                        IntStream.rangeClosed(1, seeds)
                                .mapToObj(seed -> (long) seed)
                                .toList(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of("Made-up answers.")));
        return folder;
    }

    private void writeSeed(Generated task, int number, int seed) {
        SplittableRandom random = new SplittableRandom(1000L * number + seed);
        SplittableRandom goldRandom = new SplittableRandom(number);
        boolean numeric = !Metric.of(task.metric()).readsClasses();
        int n = task.samples();
        Labels gold = numeric
                ? Labels.values(goldRandom.doubles(n, 0, 5).toArray())
                : Labels.classes(goldRandom.ints(n, 0, 2).toArray());
        String key = "%08x%04x%04x".formatted(0xabcd, number, seed);
        Path cell = cell(key);
        List<String> ids = IntStream.range(0, n).mapToObj(i -> "dev-" + i).toList();
        TraceHeader header = new TraceHeader(
                numeric ? new TaskKind.Regression() : new TaskKind.Classification(2),
                LAYERS,
                List.of(),
                ids,
                IntStream.range(0, n).mapToObj(i -> 8 + i * 7 % 50).toList(),
                Map.of("part", "dev"));
        try (TraceWriter writer = TraceWriter.create(cell.resolve(RunCell.REPORT_TRACE), header)) {
            double[] hardness = random.doubles(n).toArray();
            for (int layer = 1; layer <= LAYERS; layer++) {
                for (int i = 0; i < n; i++) {
                    double noise = random.nextDouble() - 0.5;
                    double sure = 3.0 * layer / LAYERS - 1.6 * hardness[i] + noise;
                    writer.accept(layer, new int[] {i}, logits(gold, i, sure), new float[0]);
                }
            }
        }
        FileSums.write(cell);
        try (LayerTrace trace = LayerTrace.open(cell.resolve(RunCell.REPORT_TRACE))) {
            add(task, seed, "full", key, trace, gold, ids, 0);
            add(task, seed, "majority", key, trace, gold, ids, 0);
            for (int method = 0; method < methods.size(); method++) {
                add(task, seed, methods.get(method), key, trace, gold, ids, method);
            }
        }
    }

    private static float[] logits(Labels gold, int sample, double sure) {
        if (gold.numeric()) {
            return new float[] {(float) (gold.valueAt(sample) + 1.5 - sure)};
        }
        return gold.classAt(sample) == 1 ? new float[] {0, (float) sure} : new float[] {(float) sure, 0};
    }

    private void add(
            Generated task,
            int seed,
            String label,
            String traceKey,
            LayerTrace trace,
            Labels gold,
            List<String> ids,
            int method) {
        String key = "%08x%04x%04x%04x".formatted(0x1234, tasks.indexOf(task), seed, records.size() & 0xffff);
        boolean reference = label.equals("full") || label.equals("majority");
        SampleTable.Builder samples = new SampleTable.Builder(ids, gold, true);
        SampleTable.Builder along = new SampleTable.Builder(ids, gold, false);
        List<OperatingPoint> points = new ArrayList<>();
        List<CurvePoint> curve = new ArrayList<>();
        if (reference) {
            points.add(point("default", task, trace, gold, exits(trace, label.equals("full") ? LAYERS : 1), samples));
        } else {
            for (int cost : List.of(25, 50, 75)) {
                int[] exits = exits(trace, cost * LAYERS / 100.0, method);
                points.add(point("cost-" + cost, task, trace, gold, exits, samples));
            }
            for (int k = 0; k < curvePoints; k++) {
                double target = 1 + (LAYERS - 1) * (k + 1.0) / curvePoints;
                if (k % Math.max(1, curvePoints / ALONG) == 0) {
                    Outcomes outcomes = outcomes(trace, exits(trace, target, method));
                    along.add("" + target, outcomes);
                    double speedup = LAYERS / outcomes.meanExitLayer();
                    Double score = score(task, gold, outcomes).value();
                    curve.add(new CurvePoint("threshold", target, outcomes.meanExitLayer(), speedup, speedup, score));
                } else {
                    double speedup = LAYERS / target;
                    curve.add(new CurvePoint("threshold", target, target, speedup, speedup, 0.5));
                }
            }
        }
        write(task, seed, label, key, traceKey, points, curve, samples.build(), along.build());
    }

    private void write(
            Generated task,
            int seed,
            String label,
            String key,
            String traceKey,
            List<OperatingPoint> points,
            List<CurvePoint> curve,
            SampleTable samples,
            SampleTable along) {
        boolean reference = label.equals("full") || label.equals("majority");
        TaskFacts like = SampleRecords.task("rte");
        TaskFacts facts = new TaskFacts(
                task.id(),
                task.name(),
                "1",
                "dev",
                List.of(task.metric()),
                samples.gold().numeric() ? "score" : "2",
                like.trainSamples(),
                like.stoppingSamples(),
                like.calibrationSamples(),
                task.samples(),
                "",
                0,
                like.dataSha256());
        MethodFacts method = new MethodFacts(label, label, label, "", Map.of(), "", reference, false);
        RunRecord template = SampleRecords.records(1).get(0);
        RunRecord record = new RunRecord(
                template.schema(),
                key,
                facts,
                method,
                new org.earlyexit.bench.record.BackboneFacts("toy", "bert", LAYERS, 8, "aa", "bb", ""),
                seed,
                template.provenance(),
                template.training(),
                points,
                curve,
                reference ? List.of() : Collections.nCopies(LAYERS, Measured.of(0.5, "share", task.samples(), 0.1)));
        Path cell = cell(key);
        RecordFile.write(cell.resolve("record.jsonl"), List.of(record));
        samples.write(cell.resolve(SampleTable.POINTS));
        if (!along.points().isEmpty()) {
            along.write(cell.resolve(SampleTable.CURVE));
        }
        RunCell.linkTrace(cell, traceKey);
        FileSums.write(cell);
        records.add(record);
    }

    private Path cell(String key) {
        try {
            return Files.createDirectories(new RunCell(folder, key).folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] exits(LayerTrace trace, int layer) {
        return IntStream.range(0, trace.samples()).map(i -> layer).toArray();
    }

    /** Exits whose mean is about a target; the methods differ in how much they listen to the layers. */
    private static int[] exits(LayerTrace trace, double target, int method) {
        double listening = 0.2 + 0.08 * (method % 10);
        return IntStream.range(0, trace.samples())
                .map(i -> {
                    double luck = ((i * 2654435761L + method * 40503L) >>> 4 & 1023) / 1023.0 - 0.5;
                    double sure = sure(trace.prediction(i, Math.max(1, (int) (target / 2))));
                    double layer = target + listening * 6 * (0.7 - sure) + (1 - listening) * 4 * luck;
                    return (int) Math.max(1, Math.min(LAYERS, Math.round(layer)));
                })
                .toArray();
    }

    private static double sure(Prediction prediction) {
        return prediction instanceof ClassDistribution classes ? classes.probability(classes.argmax()) : 0.7;
    }

    private static Outcomes outcomes(LayerTrace trace, int[] exits) {
        List<Prediction> answers = IntStream.range(0, exits.length)
                .mapToObj(i -> trace.prediction(i, exits[i]))
                .toList();
        return Outcomes.ofExits(answers, exits);
    }

    private static Measured score(Generated task, Labels gold, Outcomes outcomes) {
        MetricValue value = Metric.of(task.metric()).evaluate(gold, outcomes::answer);
        return value.defined()
                ? new Measured(value.value(), "share", value.n(), null, value.note())
                : Measured.undefined("share", value.n(), value.note());
    }

    private static OperatingPoint point(
            String name, Generated task, LayerTrace trace, Labels gold, int[] exits, SampleTable.Builder samples) {
        Outcomes outcomes = outcomes(trace, exits);
        samples.add(name, outcomes);
        double speedup = LAYERS / outcomes.meanExitLayer();
        List<Integer> histogram =
                IntStream.of(outcomes.exitHistogram(LAYERS)).boxed().toList();
        List<Integer> executed = IntStream.rangeClosed(1, LAYERS)
                .mapToObj(layer ->
                        (int) IntStream.of(exits).filter(exit -> exit >= layer).count())
                .toList();
        return new OperatingPoint(
                name,
                Map.of(),
                "fixed",
                null,
                null,
                Map.of(task.metric(), score(task, gold, outcomes)),
                new Costs(outcomes.meanExitLayer(), speedup, 1 - 1 / speedup, 1, speedup, 1, speedup),
                histogram,
                executed,
                null,
                List.of(),
                null,
                "");
    }
}
