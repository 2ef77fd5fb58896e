package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.earlyexit.bench.record.Timing;
import org.junit.jupiter.api.Test;

class PairedTimingTest {

    private final AtomicLong now = new AtomicLong();
    private boolean disturbed;

    @Test
    void reportsTheRatioOfTheTwoTimes() {
        Timing timing = timing(5).compare(work(300), work(100), 32, 64, 4);

        assertThat(timing.speedup()).isEqualTo(3);
        assertThat(timing.realisedOverTheoretical()).isEqualTo(0.75);
        assertThat(timing.noisy()).isFalse();
    }

    @Test
    void isNotMisledByAMachineThatSlowsDown() {
        AtomicLong calls = new AtomicLong();
        Runnable full = () -> now.addAndGet(300 + 10 * calls.incrementAndGet());
        Runnable early = () -> now.addAndGet(100 + 4 * calls.incrementAndGet());

        Timing timing = timing(10).compare(full, early, 32, 64, 3);

        assertThat(timing.speedup()).isCloseTo(2.8, within(0.3));
    }

    @Test
    void marksWhatScattersTooMuch() {
        AtomicLong calls = new AtomicLong();
        Runnable jumpy = () -> now.addAndGet(calls.incrementAndGet() % 2 == 0 ? 100 : 300);

        assertThat(timing(6).compare(jumpy, work(100), 32, 64, 2).noisy()).isTrue();
    }

    @Test
    void marksWhatWasMeasuredBesideOtherWork() {
        disturbed = true;

        assertThat(timing(5).compare(work(300), work(100), 32, 64, 4).noisy()).isTrue();
    }

    private PairedTiming timing(int repeats) {
        return new PairedTiming(now::get, () -> () -> disturbed, repeats);
    }

    private Runnable work(long nanos) {
        return () -> now.addAndGet(nanos);
    }
}
