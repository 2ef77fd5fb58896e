package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.earlyexit.testkit.Fold;
import org.junit.jupiter.api.Test;

class NormalizedEntropyTest extends ExitStrategyContract<SignalThreshold.Config> {

    @Override
    protected ExitStrategyFactory<SignalThreshold.Config> factory() {
        return SignalThreshold.normalizedEntropy();
    }

    @Override
    protected SignalThreshold.Config settings() {
        return new SignalThreshold.Config(0.4);
    }

    /** H / ln 2 of 3/4 is 0.811, of 9/10 it is 0.469. */
    @Test
    void theEntropyIsAShareOfTheLargest() {
        List<LayerEvidence> sample = Evidence.ofFirstClass(0.5, 0.75, 0.1, 0.9, 0.9, 0.9);
        TaskKind two = new TaskKind.Classification(2);

        assertThat(Fold.of(strategy(new SignalThreshold.Config(0.82), two), sample)
                        .exitLayer())
                .isEqualTo(2);
        assertThat(Fold.of(strategy(new SignalThreshold.Config(0.81), two), sample)
                        .exitLayer())
                .isEqualTo(3);
        assertThat(Fold.of(strategy(new SignalThreshold.Config(0.46), two), sample)
                        .exitLayer())
                .isEqualTo(6);
    }
}
