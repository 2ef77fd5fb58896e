package org.earlyexit.bench.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process that does a piece of work apart, so that whatever befalls it befalls nothing else. It is stopped when it
 * takes too long or too much memory; what it prints is captured. Its standard input ends when this process does.
 */
public final class WorkerProcess {

    private static final long LOOK_MILLIS = 100;
    private static final long LONGEST_REST_MILLIS = 5000;
    private static final int MOST_OUTPUT = 1 << 20;
    private static final int SIGNALLED = 128;
    private static final long PAGE = 4096;

    private final Limits limits;

    public WorkerProcess(Limits limits) {
        this.limits = limits;
    }

    /**
     * What a process may take.
     *
     * @param time from its start to its end
     * @param bytes of memory at most, heap, engine and all; looked at ten times a second
     */
    public record Limits(Duration time, long bytes) {}

    /**
     * How a process ended.
     *
     * @param exitCode as the system has it
     * @param reason one sentence where it did not end by itself with 0
     * @param output what it printed on both streams, the first mebibyte
     */
    public record Ended(int exitCode, Optional<String> reason, String output) {}

    /** Runs a command to its end, or until a limit is reached. */
    public Ended run(List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new EnvironmentException(
                    "A process must start, did not: %s; free memory, or run without --isolate".formatted(e), e);
        }
        Captured output = new Captured(process.getInputStream());
        output.start();
        try {
            Optional<String> stopped = watch(process);
            int exitCode = process.waitFor();
            output.join(LONGEST_REST_MILLIS);
            return new Ended(exitCode, stopped.or(() -> reason(exitCode)), output.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run must wait for its worker, was interrupted", e);
        } finally {
            stop(process);
        }
    }

    /** Its own children, which would hold its output open, are stopped with it. */
    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Optional<String> watch(Process process) throws InterruptedException {
        long start = System.nanoTime();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            Optional<String> over = over(process, System.nanoTime() - start);
            if (over.isPresent()) {
                stop(process);
                return over;
            }
        }
        return Optional.empty();
    }

    private Optional<String> over(Process process, long nanos) {
        if (nanos > limits.time().toNanos()) {
            return Optional.of("it must end within %d s, did not, and was stopped"
                    .formatted(limits.time().toSeconds()));
        }
        long bytes = resident(process);
        return bytes > limits.bytes()
                ? Optional.of("it must do with %d MiB of memory, took %d, and was stopped"
                        .formatted(limits.bytes() >> 20, bytes >> 20))
                : Optional.empty();
    }

    /** The memory that a process holds; 0 where the system does not tell. */
    private static long resident(Process process) {
        try {
            String[] pages = Files.readString(Path.of("/proc/%d/statm".formatted(process.pid())))
                    .split(" ", -1);
            return PAGE * Long.parseLong(pages[1]);
        } catch (IOException e) {
            return 0; // it has just ended, or this is no Linux
        }
    }

    private static Optional<String> reason(int exitCode) {
        if (exitCode == 0) {
            return Optional.empty();
        }
        return Optional.of(
                exitCode > SIGNALLED
                        ? "its process was killed by signal %d".formatted(exitCode - SIGNALLED)
                        : "its process ended with exit code %d".formatted(exitCode));
    }

    /** Reads all and keeps the beginning, so that a process that prints without end is neither held up nor kept. */
    private static final class Captured extends Thread {

        private static final int BUFFER = 8192;

        private final InputStream in;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream(); // synchronised

        Captured(InputStream in) {
            super("worker-output");
            setDaemon(true);
            this.in = in;
        }

        @Override
        public void run() {
            byte[] buffer = new byte[BUFFER];
            try {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    kept.write(buffer, 0, Math.min(read, MOST_OUTPUT - kept.size()));
                }
            } catch (IOException e) {
                kept.writeBytes(("\n(the rest could not be read: " + e + ")").getBytes(StandardCharsets.UTF_8));
            }
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
