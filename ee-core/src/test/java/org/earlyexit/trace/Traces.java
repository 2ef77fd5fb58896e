package org.earlyexit.trace;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.earlyexit.metric.Labels;
import org.earlyexit.spi.TaskKind;

/** Traces and labels made up for tests. */
final class Traces {

    static final TaskKind THREE_CLASSES = new TaskKind.Classification(3);
    static final TaskKind REGRESSION = new TaskKind.Regression();

    private Traces() {}

    static TraceHeader header(TaskKind kind, int samples, int layers, String... scoreNames) {
        return new TraceHeader(
                kind,
                layers,
                List.of(scoreNames),
                IntStream.range(0, samples).mapToObj(i -> "row " + i).toList(),
                IntStream.range(0, samples).mapToObj(i -> 3 + i % 5).toList(),
                Map.of("seed", "7", "backbone", "toy"));
    }

    /** Made-up numbers that get surer with depth; the same for the same seed. */
    static LayerTrace random(Path file, TaskKind kind, int samples, int layers, long seed) {
        return random(file, kind, samples, layers, seed, Integer.MAX_VALUE);
    }

    /** The same, but for other numbers in the layers after one. */
    static LayerTrace random(Path file, TaskKind kind, int samples, int layers, long seed, int lastAsBefore) {
        TraceHeader header = header(kind, samples, layers, "exit");
        try (TraceWriter writer = TraceWriter.create(file, header)) {
            SplittableRandom random = new SplittableRandom(seed);
            int[] all = IntStream.range(0, samples).toArray();
            for (int layer = 1; layer <= layers; layer++) {
                double scale = layer <= lastAsBefore ? layer : -2.0 * layer;
                writer.accept(
                        layer,
                        all,
                        numbers(random, samples * kind.outputs(), scale),
                        numbers(random, samples, layer <= lastAsBefore ? 1 : .5));
            }
        }
        return LayerTrace.open(file);
    }

    static Labels labels(TaskKind kind, int samples, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        return kind instanceof TaskKind.Regression
                ? Labels.values(random.doubles(samples, -3, 3).toArray())
                : Labels.classes(random.ints(samples, 0, kind.outputs()).toArray());
    }

    /** A trace of two classes in which layer {@code l} answers sample {@code i} with {@code answers[i][l - 1]}. */
    static LayerTrace answering(Path file, String... answers) {
        int layers = answers[0].length();
        try (TraceWriter writer =
                TraceWriter.create(file, header(new TaskKind.Classification(2), answers.length, layers))) {
            for (int layer = 1; layer <= layers; layer++) {
                for (int sample = 0; sample < answers.length; sample++) {
                    int answer = answers[sample].charAt(layer - 1) - '0';
                    writer.accept(layer, new int[] {sample}, new float[] {1 - answer, answer}, new float[0]);
                }
            }
        }
        return LayerTrace.open(file);
    }

    private static float[] numbers(SplittableRandom random, int count, double scale) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            // Few distinct values, so that signals tie with each other and with thresholds.
            numbers[i] = (float) (scale * random.nextInt(9) / 8);
        }
        return numbers;
    }
}
