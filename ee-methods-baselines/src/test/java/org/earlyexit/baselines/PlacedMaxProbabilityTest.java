package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.junit.jupiter.api.Test;

class PlacedMaxProbabilityTest extends ExitStrategyContract<PlacedMaxProbability.Config> {

    @Override
    protected ExitStrategyFactory<PlacedMaxProbability.Config> factory() {
        return new PlacedMaxProbability();
    }

    @Override
    protected PlacedMaxProbability.Config settings() {
        return new PlacedMaxProbability.Config(0.8, List.of(2, 4));
    }

    @Test
    void aRuleThatIsNeverAskedIsRefused() {
        assertThatThrownBy(() -> factory()
                        .create(new PlacedMaxProbability.Config(0.8, List.of(6)), new TaskKind.Classification(2), 6))
                .hasMessage("layers must have one before the last of 6, were [6]");
    }
}
