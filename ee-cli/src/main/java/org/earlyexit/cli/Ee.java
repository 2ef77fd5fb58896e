package org.earlyexit.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.earlyexit.bench.harness.StopSignal;

/** The program's entry. */
public final class Ee {

    /** The system property of a process that another one of this program started. */
    static final String WORKER = "ee.worker";

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(4);

    private Ee() {}

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        System.setOut(err); // a library that prints must not spoil what was asked for
        AtomicBoolean ended = new AtomicBoolean();
        StopSignal stop = new StopSignal();
        if (Boolean.getBoolean(WORKER)) {
            endWithParent();
        } else {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endUnless(ended, stop, err), "interrupted"));
        }
        int exitCode = run(args, out, err, stop);
        ended.set(true);
        System.exit(exitCode);
    }

    /**
     * Runs one command line.
     *
     * @param out gets what was asked for, and nothing else
     * @param err gets progress, notes and errors
     * @return one of {@link ExitCode}
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, out, err, new StopSignal());
    }

    private static int run(String[] args, PrintStream out, PrintStream err, StopSignal stop) {
        Console console = Console.of(args, out, err);
        return CommandTree.of(console, stop).execute(args);
    }

    /**
     * Lets a training keep its progress, then halts: an engine in the middle of an operation crashes when the process
     * is taken down in an orderly way.
     */
    private static void endUnless(AtomicBoolean ended, StopSignal stop, PrintStream err) {
        if (!ended.get()) {
            stop.stop(LONGEST_GOODBYE);
            err.println("\nee: Interrupted; what was done is kept, the same command goes on from there");
            err.flush();
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }

    /** A worker whose parent was killed has nobody to work for: its standard input has come to an end. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream()); // nobody writes
                    } catch (IOException e) {
                        // the same
                    }
                    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
                },
                "parent");
        watch.setDaemon(true);
        watch.start();
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
