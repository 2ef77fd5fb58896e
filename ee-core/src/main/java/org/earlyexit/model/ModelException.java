package org.earlyexit.model;

/** A model or checkpoint that a user can put right: the message says what must be how, was what, and what to do. */
public final class ModelException extends RuntimeException {

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
