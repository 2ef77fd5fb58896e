package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.earlyexit.testkit.Fold;
import org.junit.jupiter.api.Test;

class MarginTest extends ExitStrategyContract<SignalThreshold.Config> {

    @Override
    protected ExitStrategyFactory<SignalThreshold.Config> factory() {
        return SignalThreshold.margin();
    }

    @Override
    protected SignalThreshold.Config settings() {
        return new SignalThreshold.Config(0.6);
    }

    @Test
    void aSampleLeavesAtAMarginThatIsLargeEnough() {
        List<LayerEvidence> sample = Evidence.ofFirstClass(0.5, 0.75, 0.125, 0.9, 0.9, 0.9);
        TaskKind two = new TaskKind.Classification(2);

        assertThat(Fold.of(strategy(new SignalThreshold.Config(0.5), two), sample)
                        .exitLayer())
                .isEqualTo(2);
        assertThat(Fold.of(strategy(new SignalThreshold.Config(0.75), two), sample)
                        .exitLayer())
                .isEqualTo(3);
        assertThat(Fold.of(strategy(new SignalThreshold.Config(0), two), sample).exitLayer())
                .isEqualTo(1);
    }
}
