package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.junit.jupiter.api.Test;

class LearnedUncertaintyTest extends ExitStrategyContract<SignalThreshold.Config> {

    @Override
    protected ExitStrategyFactory<SignalThreshold.Config> factory() {
        return SignalThreshold.learnedUncertainty();
    }

    @Override
    protected SignalThreshold.Config settings() {
        return new SignalThreshold.Config(0.2);
    }

    @Override
    protected List<TaskKind> kinds() {
        return List.of(new TaskKind.Classification(2), new TaskKind.Regression());
    }

    @Override
    protected List<String> scoreNames() {
        return List.of(LearningToExit.UNCERTAINTY);
    }

    @Test
    void aThresholdThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> new SignalThreshold.Config(Double.NaN))
                .hasMessage("threshold must be a number, was NaN");
    }
}
