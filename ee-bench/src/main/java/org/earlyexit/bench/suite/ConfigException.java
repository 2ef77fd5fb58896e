package org.earlyexit.bench.suite;

/** A suite or an option that a user can put right: the message says what must be how, was what, and what to do. */
public final class ConfigException extends RuntimeException {

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
