package org.earlyexit.hub;

/** A file that could not be brought here: the message says what must be how, was what, and what to do. */
public final class HubException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What has to be put right. */
    public enum Kind {
        /** The network, the disk, or what a host thinks of us. */
        SURROUNDINGS,
        /** Bytes that are not those that were promised. */
        CONTENT,
        /** Another process works at the same place. */
        BUSY
    }

    public HubException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public HubException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What has to be put right. */
    public Kind kind() {
        return kind;
    }
}
