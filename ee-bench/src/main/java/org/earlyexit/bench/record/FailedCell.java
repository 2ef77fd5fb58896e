package org.earlyexit.bench.record;

/**
 * A run that ended with an error.
 *
 * @param task the task's id
 * @param method the method's label
 * @param seed the run's seed
 * @param error what went wrong
 */
public record FailedCell(String task, String method, long seed, String error) {

    public FailedCell {
        Checks.filled("failed.task", task);
        Checks.filled("failed.method", method);
        Checks.filled("failed.error", error);
    }
}
