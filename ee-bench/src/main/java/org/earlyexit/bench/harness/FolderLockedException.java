package org.earlyexit.bench.harness;

/** A run folder that another live run holds. */
public final class FolderLockedException extends RuntimeException {

    public FolderLockedException(String message) {
        super(message);
    }
}
