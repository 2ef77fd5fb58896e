package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.earlyexit.bench.harness.CostTargets.Tried;
import org.junit.jupiter.api.Test;

class CostTargetsTest {

    private static final List<Tried> TRIED = List.of(
            new Tried(0.1, 0.9, 0.80), new Tried(0.2, 0.6, 0.78), new Tried(0.3, 0.4, 0.79), new Tried(0.4, 0.2, 0.6));

    @Test
    void choosesTheValueThatCostsNearestToTheTarget() {
        assertThat(CostTargets.nearest(TRIED, 0.25).knob()).isEqualTo(0.4);
        assertThat(CostTargets.nearest(TRIED, 1.0).knob()).isEqualTo(0.1);
    }

    @Test
    void prefersTheBetterScoreOfTwoEquallyNearCosts() {
        assertThat(CostTargets.nearest(TRIED, 0.5).knob()).isEqualTo(0.3); // 0.6 and 0.4 are both 0.1 away
    }

    @Test
    void drawsACurveFromTheCheapestToTheDearestValue() {
        assertThat(CostTargets.evenly(TRIED, 2)).extracting(Tried::knob).containsExactly(0.1, 0.4);
        assertThat(CostTargets.evenly(TRIED, 40)).isEqualTo(TRIED);
    }
}
