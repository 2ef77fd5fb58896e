package org.earlyexit.report.result;

/** A run folder that no honest report can be made of: the message says what does not fit and what to do. */
public final class ReportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReportException(String message) {
        super(message);
    }

    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
