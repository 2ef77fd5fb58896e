package org.earlyexit.bench.harness;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.record.LeftOut;
import org.earlyexit.bench.suite.Suite;

/**
 * A suite with everything resolved: data read and divided, methods created for their tasks, pairs left out with why.
 */
public final class Plan {

    private final Suite suite;
    private final RunOptions options;
    private final Backbones backbones;
    private final Map<String, TaskData> data;
    private final Map<String, List<ResolvedMethod>> methods;
    private final List<LeftOut> leftOut;

    Plan(
            Suite suite,
            RunOptions options,
            Backbones backbones,
            Map<String, TaskData> data,
            Map<String, List<ResolvedMethod>> methods,
            List<LeftOut> leftOut) {
        this.suite = suite;
        this.options = options;
        this.backbones = backbones;
        this.data = Map.copyOf(data);
        this.methods = Map.copyOf(methods);
        this.leftOut = List.copyOf(leftOut);
    }

    /** The suite, with the command line's changes. */
    public Suite suite() {
        return suite;
    }

    /** The pairs of task and method that are not run, and why. */
    public List<LeftOut> leftOut() {
        return leftOut;
    }

    RunOptions options() {
        return options;
    }

    Backbones backbones() {
        return backbones;
    }

    TaskData data(String task) {
        TaskData found = data.get(task);
        if (found == null) {
            throw new IllegalArgumentException("no task is planned by the name of " + task);
        }
        return found;
    }

    /** The tasks that have data to run on, in the suite's order. */
    List<String> tasks() {
        return suite.tasks().stream().filter(data::containsKey).toList();
    }

    /** The rows that run on a task, in the suite's order. */
    List<ResolvedMethod> methods(String task) {
        return methods.getOrDefault(task, List.of());
    }

    /** A row of a task; empty if it is left out there, or known to another process alone. */
    Optional<ResolvedMethod> method(String task, Suite.MethodEntry entry) {
        return methods(task).stream()
                .filter(method -> method.entry().equals(entry))
                .findFirst();
    }

    /** The row that the oracle accompanies: the first whose classifiers all learn, on one training; else none. */
    Optional<ResolvedMethod> everywhere(String task) {
        return methods(task).stream().filter(Plan::answersEverywhere).findFirst();
    }

    private static boolean answersEverywhere(ResolvedMethod method) {
        int depth = method.recipe().depth();
        return method.recipe().stages().stream()
                .anyMatch(stage -> java.util.stream.IntStream.rangeClosed(1, depth)
                        .allMatch(layer -> stage.objective().reads(layer, depth)));
    }
}
