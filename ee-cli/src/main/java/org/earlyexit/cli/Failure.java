package org.earlyexit.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.earlyexit.bench.glue.DataException;
import org.earlyexit.bench.harness.EnvironmentException;
import org.earlyexit.bench.harness.FolderLockedException;
import org.earlyexit.bench.record.RecordException;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.hub.HubException;
import org.earlyexit.model.ModelException;
import org.earlyexit.plugin.PluginException;
import org.earlyexit.report.result.ReportException;
import org.earlyexit.trace.TraceException;

/**
 * An error as the user meets it.
 *
 * @param exitCode one of {@link ExitCode}
 * @param message what must be how, was what, and what to do
 * @param cause where it came from, for {@code --debug}
 */
record Failure(int exitCode, String message, Throwable cause) {

    /** What kind of thing went wrong; anything that a user cannot put right is a bug. */
    static Failure of(Throwable thrown) {
        if (thrown instanceof ConfigException || thrown instanceof PluginException) {
            return new Failure(ExitCode.USAGE, sentence(thrown), thrown);
        }
        if (thrown instanceof HubException hub) {
            return new Failure(exitCode(hub.kind()), sentence(thrown), thrown);
        }
        if (isOfTheMachine(thrown)) {
            return new Failure(ExitCode.ENVIRONMENT, sentence(thrown), thrown);
        }
        if (thrown instanceof FolderLockedException) {
            return new Failure(ExitCode.LOCKED, sentence(thrown), thrown);
        }
        if (isOfFiles(thrown)) {
            return new Failure(ExitCode.INTEGRITY, sentence(thrown), thrown);
        }
        return bug(thrown);
    }

    private static int exitCode(HubException.Kind kind) {
        return switch (kind) {
            case SURROUNDINGS -> ExitCode.ENVIRONMENT;
            case CONTENT -> ExitCode.INTEGRITY;
            case BUSY -> ExitCode.LOCKED;
        };
    }

    private static boolean isOfTheMachine(Throwable thrown) {
        return thrown instanceof EnvironmentException
                || (thrown instanceof ReportException && thrown.getCause() instanceof IOException);
    }

    private static boolean isOfFiles(Throwable thrown) {
        return thrown instanceof DataException
                || thrown instanceof ModelException
                || thrown instanceof TraceException
                || thrown instanceof RecordException
                || thrown instanceof ReportException;
    }

    /** A command line that cannot be used. */
    static Failure usage(String message, Throwable cause) {
        return new Failure(ExitCode.USAGE, message, cause);
    }

    private static Failure bug(Throwable thrown) {
        String message = "This is a bug, please report it with what --debug adds: " + thrown;
        return new Failure(ExitCode.FAILED, message, thrown);
    }

    private static String sentence(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    /** What {@code --json} prints. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("error", message);
        document.put("exitCode", exitCode);
        return document;
    }
}
