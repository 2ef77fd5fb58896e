package org.earlyexit.cli;

/** What the program tells the shell. */
public final class ExitCode {

    /** All done. */
    public static final int DONE = 0;

    /** Finished, but some cells failed; or a bug of this program. */
    public static final int FAILED = 1;

    /** The command line, a suite or a plugin must be put right. */
    public static final int USAGE = 2;

    /** Data, a model or a file of results must be put right. */
    public static final int INTEGRITY = 3;

    /** The machine must be put right. */
    public static final int ENVIRONMENT = 4;

    /** Another run holds the run folder. */
    public static final int LOCKED = 5;

    /** Stopped from outside. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
