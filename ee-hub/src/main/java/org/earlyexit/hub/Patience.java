package org.earlyexit.hub;

import java.time.Duration;

/**
 * How long hosts may take, and how often they are asked.
 *
 * @param connect until a connection stands
 * @param answer until the answer's headers are here
 * @param idle a body must move on by {@link #LEAST_BYTES} in this time
 * @param attempts at each mirror, the first one included
 * @param firstPause before the second attempt; it doubles with each further one
 * @param longestPause a host that wants more than this is given up
 */
public record Patience(
        Duration connect, Duration answer, Duration idle, int attempts, Duration firstPause, Duration longestPause) {

    /** What a body must bring in the time of {@link #idle}. */
    static final long LEAST_BYTES = 1024;

    /** That of a person at a terminal. */
    public static final Patience USUAL = new Patience(
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            5,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60));

    public Patience {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, were " + attempts);
        }
    }
}
