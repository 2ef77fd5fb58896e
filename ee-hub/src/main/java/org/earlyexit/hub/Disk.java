package org.earlyexit.hub;

import java.io.IOException;
import java.nio.file.Path;

/** Work on our own disk, where no other mirror helps when it fails. */
final class Disk {

    private Disk() {}

    /** Work with a result. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Work without one. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    /** Does some work, and names the place where it fails. */
    static <T> T get(Path place, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw failure(place, e);
        }
    }

    /** The same without a result. */
    static void run(Path place, Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw failure(place, e);
        }
    }

    /** That a place failed. */
    static HubException failure(Path place, IOException e) {
        return new HubException(
                HubException.Kind.SURROUNDINGS,
                "%s must be readable and writable: %s; mend that, then the same command goes on from there"
                        .formatted(place, e),
                e);
    }
}
