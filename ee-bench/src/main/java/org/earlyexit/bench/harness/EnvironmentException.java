package org.earlyexit.bench.harness;

/**
 * Something of the machine that a user can put right: a folder that cannot be written, an engine that does not start.
 */
public final class EnvironmentException extends RuntimeException {

    public EnvironmentException(String message) {
        super(message);
    }

    public EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }
}
