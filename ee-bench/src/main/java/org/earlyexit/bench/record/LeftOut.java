package org.earlyexit.bench.record;

/**
 * A pair that was not run.
 *
 * @param task the task's id
 * @param method the method's label
 * @param reason why, as a sentence
 */
public record LeftOut(String task, String method, String reason) {

    public LeftOut {
        Checks.filled("leftOut.task", task);
        Checks.filled("leftOut.method", method);
        Checks.filled("leftOut.reason", reason);
    }
}
