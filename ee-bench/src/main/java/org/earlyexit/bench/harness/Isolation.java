package org.earlyexit.bench.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Which rows run in a process of their own, and within which limits.
 *
 * @param everything all rows; otherwise only those of methods that come from a jar of their own
 * @param command how this program is started, up to its verb
 * @param jars the jar of each method that is not on the class path, by the method's id
 * @param limits of a row's process
 */
public record Isolation(boolean everything, List<String> command, Map<String, Path> jars, WorkerProcess.Limits limits) {

    /** Every row runs in this process. */
    public static final Isolation NONE =
            new Isolation(false, List.of(), Map.of(), new WorkerProcess.Limits(Duration.ZERO, 0));

    public Isolation {
        command = List.copyOf(command);
        jars = Map.copyOf(jars);
    }

    /** Whether a method is known here by nothing but its id. */
    boolean isForeign(String method) {
        return jars.containsKey(method);
    }

    boolean isolates(String method) {
        return everything || isForeign(method);
    }
}
