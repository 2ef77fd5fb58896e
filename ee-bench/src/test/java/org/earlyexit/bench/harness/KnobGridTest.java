package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.Knob;
import org.junit.jupiter.api.Test;

class KnobGridTest {

    @Test
    void triesEveryWholeNumberOfAShortRange() {
        Knob patience = new Knob("patience", Knob.Range.wholeNumbers(1, 5), CostDirection.RAISING_IS_SLOWER);

        assertThat(KnobGrid.of(patience, 100)).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
    }

    @Test
    void coversARangeOfRealNumbersUpToBothEndsInAscendingOrder() {
        Knob threshold = new Knob("threshold", Knob.Range.of(0, Math.log(3)), CostDirection.RAISING_IS_FASTER);

        List<Double> values = KnobGrid.of(threshold, 300);

        assertThat(values).isSorted().doesNotHaveDuplicates().hasSizeBetween(290, 302);
        assertThat(values.get(0)).isZero();
        assertThat(values.get(values.size() - 1)).isEqualTo(Math.log(3));
    }

    @Test
    void liesCloserTowardsBothEnds() {
        Knob threshold = new Knob("threshold", Knob.Range.of(0, 1), CostDirection.RAISING_IS_FASTER);

        List<Double> values = KnobGrid.of(threshold, 300);

        assertThat(values.stream().filter(v -> v > 0 && v < 1e-3).count()).isGreaterThan(40);
        assertThat(values.stream().filter(v -> v < 1 && v > 1 - 1e-3).count()).isGreaterThan(40);
        assertThat(values.stream().filter(v -> v > 0.4 && v < 0.6).count()).isGreaterThan(15);
    }
}
