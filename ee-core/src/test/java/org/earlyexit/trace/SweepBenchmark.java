package org.earlyexit.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.spi.TaskKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long 1,000 entropy thresholds take over all rows of GLUE's dev sets at once, 69,711 samples, with 12 layers and 3
 * classes: signals, exits, accuracy and mean exit layer of every threshold. At most 2 s on one core.
 *
 * <p>{@link #cold} counts the first sweep of a fresh process, {@link #warm} the later ones.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "-XX:ActiveProcessorCount=1")
public class SweepBenchmark {

    private static final int SAMPLES = 69_711;
    private static final int LAYERS = 12;
    private static final int CLASSES = 3;
    private static final int THRESHOLDS = 1000;

    private Path file = Path.of("");
    private Labels gold = Labels.classes();
    private List<ThresholdExit> thresholds = List.of();

    /** Writes a made-up trace whose layers get surer with depth. */
    @Setup(Level.Trial)
    public void write() throws IOException {
        file = Files.createTempFile("sweep", ".trace");
        SplittableRandom random = new SplittableRandom(1);
        gold = Labels.classes(random.ints(SAMPLES, 0, CLASSES).toArray());
        thresholds = IntStream.rangeClosed(1, THRESHOLDS)
                .mapToObj(i -> new ThresholdExit(Signals.entropy(), Math.log(CLASSES) * i / THRESHOLDS))
                .toList();
        int[] all = IntStream.range(0, SAMPLES).toArray();
        try (TraceWriter writer = TraceWriter.create(file, header())) {
            for (int layer = 1; layer <= LAYERS; layer++) {
                writer.accept(layer, all, logits(layer, random), new float[0]);
            }
        }
    }

    /** Removes it. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public double cold() {
        return sweep();
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 2, time = 2)
    @Measurement(iterations = 3, time = 2)
    public double warm() {
        return sweep();
    }

    private double sweep() {
        try (LayerTrace trace = LayerTrace.open(file)) {
            double sum = 0;
            for (SweepPoint point : new Replay(trace).sweep(thresholds).points(Metric.ACCURACY, gold)) {
                sum += point.score().value() + point.meanExitLayer();
            }
            return sum;
        }
    }

    private float[] logits(int layer, SplittableRandom random) {
        float[] logits = new float[SAMPLES * CLASSES];
        for (int i = 0; i < logits.length; i++) {
            boolean right = gold.classAt(i / CLASSES) == i % CLASSES;
            logits[i] = (float) (random.nextDouble() * 4 + (right ? layer * .5 : 0));
        }
        return logits;
    }

    private static TraceHeader header() {
        return new TraceHeader(
                new TaskKind.Classification(CLASSES),
                LAYERS,
                List.of(),
                IntStream.range(0, SAMPLES).mapToObj(Integer::toString).toList(),
                IntStream.range(0, SAMPLES).mapToObj(i -> 32).toList(),
                Map.of());
    }

    /** Runs it in processes of one core. */
    public static void main(String... arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(SweepBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
