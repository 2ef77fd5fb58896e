package org.earlyexit.bench.glue;

/** What is wrong with a data file or folder, in words its owner can act upon: place, value and mend. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what must be how, what was found, and where. */
    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
