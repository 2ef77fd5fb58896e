package org.earlyexit.hub;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Makes a request again while that may help. The pause doubles each time and differs by a quarter either way, so that
 * many who failed together do not come back together; a host that names its own pause gets it, within bounds.
 */
final class Retries {

    private static final double LEAST_JITTER = 0.75;
    private static final double MOST_JITTER = 1.25;
    private static final int MOST_DOUBLINGS = 20;

    private final Patience patience;
    private final FetchProgress progress;
    private final Pause pause;
    private final SplittableRandom random =
            new SplittableRandom(ProcessHandle.current().pid());

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        /** As {@link Thread#sleep(long)}. */
        Pause SLEEP = duration -> Thread.sleep(duration.toMillis());

        void of(Duration duration) throws InterruptedException;
    }

    /** A request that may be made again. */
    @FunctionalInterface
    interface Attempt<T> {
        T make() throws IOException;
    }

    Retries(Patience patience, FetchProgress progress, Pause pause) {
        this.patience = patience;
        this.progress = progress;
        this.pause = pause;
    }

    /**
     * Makes a request until it succeeds, fails for good, or patience is at its end.
     *
     * @param address for notes
     */
    <T> T of(URI address, Attempt<T> attempt) throws IOException {
        for (int made = 1; ; made++) {
            try {
                return attempt.make();
            } catch (IOException e) {
                Duration wait = pauseAfter(e, made);
                progress.note("%s %s; asking again".formatted(address, reason(e)));
                sleep(wait);
            }
        }
    }

    /** What went wrong, to be put after an address. */
    static String reason(IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return e instanceof RefusedException ? message : "must send the whole file, did not (%s)".formatted(message);
    }

    /** What to throw where a thread is told to end. */
    static HubException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new HubException(
                HubException.Kind.SURROUNDINGS, "A download must go on to its end, was interrupted; start it again", e);
    }

    private Duration pauseAfter(IOException e, int made) throws IOException {
        boolean passes = !(e instanceof RefusedException refused) || refused.passes();
        if (made == patience.attempts() || !passes) {
            throw e;
        }
        Duration wait = e instanceof RefusedException refused ? refused.pause().orElse(own(made)) : own(made);
        if (wait.compareTo(patience.longestPause()) > 0) {
            throw e;
        }
        return wait;
    }

    private Duration own(int made) {
        long millis = patience.firstPause().toMillis() << Math.min(made - 1, MOST_DOUBLINGS);
        return Duration.ofMillis(Math.round(millis * random.nextDouble(LEAST_JITTER, MOST_JITTER)));
    }

    private void sleep(Duration wait) {
        try {
            pause.of(wait);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }
}
