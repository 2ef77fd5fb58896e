package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.testkit.ExitStrategyContract;
import org.junit.jupiter.api.Test;

class DistanceAndEntropyTest extends ExitStrategyContract<DistanceAndEntropy.Config> {

    @Override
    protected ExitStrategyFactory<DistanceAndEntropy.Config> factory() {
        return new DistanceAndEntropy();
    }

    @Override
    protected DistanceAndEntropy.Config settings() {
        return new DistanceAndEntropy.Config(0.3, 1);
    }

    @Override
    protected List<String> scoreNames() {
        return List.of(Prototypes.RATIO);
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new DistanceAndEntropy.Config(-1, 1))
                .hasMessage("threshold and weight must be at least 0, were -1.0 and 1.0");
    }
}
