package org.earlyexit.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** The program's entry. */
public final class Ee {

    private Ee() {}

    /** Runs one command line and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        System.setOut(err); // a library that prints must not spoil what was asked for
        AtomicBoolean ended = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAtOnceUnless(ended, err), "interrupted"));
        int exitCode = run(args, out, err);
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
        Console console = Console.of(args, out, err);
        return CommandTree.of(console).execute(args);
    }

    /** An engine in the middle of an operation crashes when the process is taken down in an orderly way. */
    private static void endAtOnceUnless(AtomicBoolean ended, PrintStream err) {
        if (!ended.get()) {
            err.println("\nee: Interrupted; finished cells are kept, the same command goes on from there");
            err.flush();
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
