package org.earlyexit.hub;

/** Told how a download goes. */
public interface FetchProgress {

    /** Told nothing. */
    FetchProgress SILENT = new FetchProgress() {};

    /** A file begins, or goes on. */
    default void begin(String file, long have, long bytes) {}

    /** More of it is here. */
    default void advance(long bytes) {}

    /** Something that a reader should know, such as that a host is asked again. */
    default void note(String line) {}
}
