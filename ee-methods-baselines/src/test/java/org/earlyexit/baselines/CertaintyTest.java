package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.testkit.ExitStrategyContract;

class CertaintyTest extends ExitStrategyContract<SignalThreshold.Config> {

    @Override
    protected ExitStrategyFactory<SignalThreshold.Config> factory() {
        return SignalThreshold.certainty();
    }

    @Override
    protected SignalThreshold.Config settings() {
        return new SignalThreshold.Config(0.1);
    }

    @Override
    protected List<String> scoreNames() {
        return List.of(NullSpaceScore.UNCERTAINTY);
    }
}
