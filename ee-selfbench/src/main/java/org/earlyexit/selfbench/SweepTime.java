package org.earlyexit.selfbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.Replay;
import org.earlyexit.trace.TraceHeader;
import org.earlyexit.trace.TraceWriter;

/**
 * 1,000 entropy thresholds over all rows of GLUE's dev sets at once: the trace opened, signals, exits, accuracy and
 * mean exit layer of every threshold, on the one thread that asks.
 */
final class SweepTime implements Goal {

    private static final int SAMPLES = 69_711;
    private static final int CLASSES = 3;
    private static final int THRESHOLDS = 1000;

    @Override
    public String id() {
        return "P7";
    }

    @Override
    public String title() {
        return "1,000 thresholds over a trace of 69,711 samples x 12 layers x 3 classes";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        List<ThresholdExit> thresholds = IntStream.rangeClosed(1, THRESHOLDS)
                .mapToObj(i -> new ThresholdExit(Signals.entropy(), Math.log(CLASSES) * i / THRESHOLDS))
                .toList();
        try {
            Path file = Files.createTempFile("sweep", ".trace");
            try {
                Labels gold = write(file);
                double seconds = workshop.seconds(() -> sweep(file, thresholds, gold));
                return List.of(new Figure(
                        id(), "warm sweep, one thread", seconds, "s", Target.atMost(1), "least of several runs"));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sweep(Path file, List<ThresholdExit> thresholds, Labels gold) {
        try (LayerTrace trace = LayerTrace.open(file)) {
            int points = new Replay(trace)
                    .sweep(thresholds)
                    .points(Metric.ACCURACY, gold)
                    .size();
            if (points != THRESHOLDS) {
                throw new IllegalStateException("points must be %d, were %d".formatted(THRESHOLDS, points));
            }
        }
    }

    /** Layers get surer with depth. */
    private static Labels write(Path file) {
        SplittableRandom random = new SplittableRandom(1);
        Labels gold = Labels.classes(random.ints(SAMPLES, 0, CLASSES).toArray());
        TraceHeader header = new TraceHeader(
                new TaskKind.Classification(CLASSES),
                EncoderShape.LAYERS,
                List.of(),
                IntStream.range(0, SAMPLES).mapToObj(Integer::toString).toList(),
                IntStream.range(0, SAMPLES).mapToObj(i -> 32).toList(),
                Map.of());
        int[] all = IntStream.range(0, SAMPLES).toArray();
        try (TraceWriter writer = TraceWriter.create(file, header)) {
            for (int layer = 1; layer <= EncoderShape.LAYERS; layer++) {
                float[] logits = new float[SAMPLES * CLASSES];
                for (int i = 0; i < logits.length; i++) {
                    boolean right = gold.classAt(i / CLASSES) == i % CLASSES;
                    logits[i] = (float) (random.nextDouble() * 4 + (right ? layer * .5 : 0));
                }
                writer.accept(layer, all, logits, new float[0]);
            }
        }
        return gold;
    }
}
