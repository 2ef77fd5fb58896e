package org.earlyexit.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where output goes. With {@code --json}, stdout carries exactly one JSON document.
 *
 * @param out what was asked for
 * @param err everything else
 * @param json whether a program reads {@code out}
 * @param debug whether errors come with their stack trace
 * @param terminal whether a person watches {@code err}
 */
record Console(PrintStream out, PrintStream err, boolean json, boolean debug, boolean terminal) {

    /** Known before the command line is parsed, because its errors are printed the same way. */
    static Console of(String[] args, PrintStream out, PrintStream err) {
        List<String> options =
                Arrays.stream(args).takeWhile(arg -> !arg.equals("--")).toList();
        return new Console(
                out, err, options.contains("--json"), options.contains("--debug"), Boolean.getBoolean("ee.terminal"));
    }

    PrintWriter printer() {
        return new PrintWriter(out, true, StandardCharsets.UTF_8);
    }

    PrintWriter errorPrinter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    /** Prints the answer of a command, in the form that was asked for. */
    void answer(Map<String, ?> document, Supplier<String> text) {
        out.print(json ? JsonText.of(document) : text.get());
        out.flush();
    }

    /** Prints an error, and what else a person needs to know of it. */
    void error(Failure failure) {
        if (json) {
            out.print(JsonText.of(failure.document()));
            out.flush();
        }
        err.println("ee: " + failure.message());
        if (debug) {
            failure.cause().printStackTrace(err);
        }
        err.flush();
    }
}
