package org.earlyexit.bench.record;

/** A record or record file that a user can put right: the message names the file, the line and what is wrong there. */
public final class RecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RecordException(String message) {
        super(message);
    }

    public RecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
