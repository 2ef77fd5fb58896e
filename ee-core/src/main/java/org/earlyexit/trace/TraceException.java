package org.earlyexit.trace;

/** A trace that cannot be written or read; the message names the file and the place, and what to do. */
public final class TraceException extends RuntimeException {

    public TraceException(String message) {
        super(message);
    }

    public TraceException(String message, Throwable cause) {
        super(message, cause);
    }
}
