package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A suite that is killed over and over, at random moments and in the middle of writes, ends with the very bytes of one
 * that was left alone, and does little work twice.
 */
class ChaosTest {

    private static final int STEPS_OF_AN_INTERVAL = 50; // a second of steps that take 20 ms at least
    private static final double MOST_SHARE = 0.02;
    private static final long STARTED_WITHIN_NANOS = 120_000_000_000L;

    @TempDir
    Path folder;

    private Path suite;

    @BeforeEach
    void write() throws IOException {
        suite = Files.writeString(folder.resolve("small.yaml"), """
                name: small
                backbone: toy
                tasks: [tiny-cola]
                seeds: [1]
                methods: [counted, full-model, pabee]
                samples: {maxLength: 32, train: 160, dev: 60, calibrationShare: 0.2, calibrationMost: 100}
                training: {epochs: 24, batchSize: 16, accumulation: 1, patience: 0, learningRate: 1.0e-3,
                    weightDecay: 0.01, warmup: 0.1, clipNorm: 1.0, epsilon: 1.0e-8}
                measure: {batchSize: 16, gridSize: 20, curvePoints: 5, costs: [0.5], timingSamples: 0, timingRepeats: 1}
                """);
    }

    @Test
    void fiveKills() throws IOException {
        killed(5, 11);
    }

    @Test
    @Tag("slow")
    void fiftyKills() throws IOException {
        killed(50, 12);
    }

    private void killed(int kills, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path run = folder.resolve("run"); // the same name for both, since reports name their folder
        int steps;
        try (Child whole = start("whole")) {
            assertThat(whole.exitCode()).as(whole::said).isZero();
            steps = steps("whole");
        }
        Map<String, String> expected = contents(run);
        Files.move(run, folder.resolve("left-alone"));
        int inWrites = 0;
        for (int kill = 0; kill < kills; kill++) {
            try (Child child = start("killed")) {
                boolean inWrite = random.nextInt(2) == 0;
                inWrites += waitForAMoment(child, run, random, inWrite) ? 1 : 0;
                child.kill();
            }
        }
        try (Child last = start("killed")) {
            assertThat(last.exitCode()).as(last::said).isZero();
        }

        int redone = steps("killed") - steps;
        System.err.printf(
                "chaos: %d kills, %d of them while a file was being written; %d of %d steps done twice, %.1f a kill%n",
                kills, inWrites, redone, steps, (double) redone / kills);
        assertThat(contents(run)).isEqualTo(expected);
        assertThat((double) redone / kills).isLessThanOrEqualTo(Math.max(MOST_SHARE * steps, STEPS_OF_AN_INTERVAL));
    }

    private Child start(String name) {
        List<String> properties = List.of("-D" + CountedMethod.FILE + "=" + folder.resolve(name + ".steps"));
        return Child.start(
                folder.resolve(name + ".log"),
                properties,
                "bench",
                suite.toString(),
                "--out",
                folder.resolve("run").toString(),
                "--keep-every",
                "1s");
    }

    /** Waits a random while after the run began, then in half of the cases until something is half-written. */
    private static boolean waitForAMoment(Child child, Path run, SplittableRandom random, boolean inWrite) {
        long start = System.nanoTime();
        while (child.isAlive() && !holds(run, child.pid()) && System.nanoTime() - start < STARTED_WITHIN_NANOS) {
            Thread.onSpinWait();
        }
        long moment = System.nanoTime() + random.nextLong(4_000_000_000L);
        while (child.isAlive() && System.nanoTime() < moment) {
            Thread.onSpinWait();
        }
        long latest = System.nanoTime() + 2_000_000_000L;
        while (inWrite && child.isAlive() && System.nanoTime() < latest) {
            if (halfWritten(run)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(Path run, long pid) {
        try {
            return Files.readString(run.resolve("lock")).startsWith("process " + pid + " ");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean halfWritten(Path run) {
        return Stream.of("", "cells", "savepoints").anyMatch(place -> hasHalfWritten(run.resolve(place)));
    }

    private static boolean hasHalfWritten(Path place) {
        try (Stream<Path> files = Files.list(place)) {
            return files.anyMatch(file -> file.toString().endsWith(".partial") && !Files.isDirectory(file));
        } catch (IOException | UncheckedIOException e) {
            return false; // it comes and goes
        }
    }

    private int steps(String name) throws IOException {
        return (int) Files.size(folder.resolve(name + ".steps"));
    }

    /** What the run came to: records, suite, the whole report. */
    private static Map<String, String> contents(Path run) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        List<Path> files = new ArrayList<>(List.of(run.resolve("records.jsonl"), run.resolve("suite.json")));
        try (Stream<Path> report = Files.walk(run.resolve("report"))) {
            files.addAll(report.filter(Files::isRegularFile).toList());
        }
        for (Path file : files) {
            contents.put(
                    run.relativize(file).toString(),
                    new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        return contents;
    }
}
