package org.earlyexit.bench.harness;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a process that is told to end lets a training keep its progress first. Shared between threads. */
public final class StopSignal {

    private final CountDownLatch kept = new CountDownLatch(1);
    private volatile boolean asked;
    private volatile boolean training;

    /** Asks for the progress to be kept, and waits until it is, there is none, or so long. */
    public void stop(Duration atMost) {
        asked = true;
        try {
            if (training && !kept.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return; // the last savepoint must do
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean asked() {
        return asked;
    }

    /** Says whether there is progress worth waiting for. */
    void training(boolean underWay) {
        training = underWay;
        if (!underWay && asked) {
            kept.countDown();
        }
    }

    void kept() {
        if (asked) {
            kept.countDown();
        }
    }
}
