package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LinearScheduleTest {

    /** rate(k) = peak k/w below w, peak (n - k)/(n - w) from there; peak 1, w = 4, n = 10. */
    @Test
    void risesAndFallsInStraightLines() {
        LinearSchedule schedule = new LinearSchedule(1, 4, 10);
        double[] expected = {0, 0.25, 0.5, 0.75, 1, 5 / 6.0, 4 / 6.0, 0.5, 2 / 6.0, 1 / 6.0};

        for (int step = 0; step < expected.length; step++) {
            assertThat(schedule.rate(step)).isCloseTo(expected[step], within(1e-12));
        }
    }

    @Test
    void startsAtThePeakWithoutWarmup() {
        assertThat(new LinearSchedule(0.5, 0, 4).rate(0)).isEqualTo(0.5);
        assertThat(new LinearSchedule(0.5, 0, 4).rate(3)).isEqualTo(0.125);
    }

    @Test
    void roundsTheShareOfWarmupUpButLeavesAStep() {
        OptimizerSpec spec = new OptimizerSpec(1, 0, 0.1, 0, 1e-8);

        assertThat(LinearSchedule.of(spec, 11).warmupSteps()).isEqualTo(2);
        assertThat(LinearSchedule.of(spec, 1).warmupSteps()).isZero();
        assertThat(LinearSchedule.of(spec, 1).rate(0)).isEqualTo(1);
    }

    @Test
    void aWarmupOfAllStepsIsRefused() {
        assertThatThrownBy(() -> new LinearSchedule(1, 3, 3))
                .hasMessage("a schedule must have at least one step and a shorter warm-up, had 3 and 3");
    }
}
