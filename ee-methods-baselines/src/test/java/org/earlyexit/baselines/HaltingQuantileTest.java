package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.junit.jupiter.api.Test;

class HaltingQuantileTest extends ExitStrategyContract<HaltingQuantile.Config> {

    @Override
    protected ExitStrategyFactory<HaltingQuantile.Config> factory() {
        return new HaltingQuantile();
    }

    @Override
    protected HaltingQuantile.Config settings() {
        return new HaltingQuantile.Config(0.5);
    }

    @Override
    protected List<TaskKind> kinds() {
        return List.of(new TaskKind.Classification(2), new TaskKind.Regression());
    }

    @Override
    protected List<String> scoreNames() {
        return List.of(Halting.LAMBDA);
    }

    @Test
    void aQuantileBeyondOneIsRefused() {
        assertThatThrownBy(() -> new HaltingQuantile.Config(2)).hasMessage("quantile must be in [0, 1], was 2.0");
    }
}
