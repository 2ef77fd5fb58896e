package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PacedSavepointTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Notes notes = new Notes();
    private final StopSignal stop = new StopSignal();
    private long now;
    private final PacedSavepoint savepoint =
            new PacedSavepoint(Path.of("kept"), Duration.ofSeconds(10), stop, notes, () -> now);

    @Test
    void isDueEverySoOften() {
        now = 9 * SECOND;
        assertThat(savepoint.due()).isFalse();
        now = 10 * SECOND;
        assertThat(savepoint.due()).isTrue();
        savepoint.kept(1);
        now = 19 * SECOND;
        assertThat(savepoint.due()).isFalse();
        now = 20 * SECOND;
        assertThat(savepoint.due()).isTrue();
    }

    @Test
    void neverTakesMoreThanAFiftiethOfTheTime() {
        now = 10 * SECOND;
        assertThat(savepoint.due()).isTrue();
        now = 12 * SECOND; // two seconds to write
        savepoint.kept(1);
        now = 109 * SECOND;
        assertThat(savepoint.due()).isFalse();
        now = 110 * SECOND;
        assertThat(savepoint.due()).isTrue();
    }

    @Test
    @Timeout(20)
    void aStopIsAnsweredAtTheNextStepAndWaitedFor() throws Exception {
        stop.training(true);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stop.stop(Duration.ofSeconds(15)));
        while (!savepoint.due()) {
            Thread.onSpinWait();
        }
        assertThat(stopped).isNotDone();

        savepoint.kept(1);

        stopped.get(10, TimeUnit.SECONDS);
    }

    @Test
    @Timeout(5)
    void aStopDoesNotWaitWhereNothingIsTrained() {
        stop.stop(Duration.ofMinutes(1));

        assertThat(stop.asked()).isTrue();
    }

    @Test
    @Timeout(20)
    void aStopDoesNotWaitForEver() {
        stop.training(true);

        stop.stop(Duration.ofMillis(50));

        assertThat(stop.asked()).isTrue();
    }

    @Test
    @Timeout(20)
    void aTrainingThatEndsInTheMeantimeEndsTheWait() throws Exception {
        stop.training(true);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stop.stop(Duration.ofSeconds(15)));
        while (!stop.asked()) {
            Thread.onSpinWait();
        }

        stop.training(false);

        stopped.get(10, TimeUnit.SECONDS);
    }

    @Test
    void saysWhereAStageGoesOn() {
        savepoint.resumed(7);
        savepoint.refused("kept cannot be gone on from: it is torn; the stage begins anew");

        assertThat(notes.lines())
                .containsExactly(
                        "going on after step 7, as kept in kept",
                        "kept cannot be gone on from: it is torn; the stage begins anew");
    }

    @Test
    void theSteadyClockOnlyGoesForward() {
        SteadyClock clock = new SteadyClock();

        assertThat(clock.instant()).isBeforeOrEqualTo(clock.instant());
    }
}
