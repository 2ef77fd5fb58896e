package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.earlyexit.testkit.Fold;
import org.earlyexit.testkit.RandomEvidence;
import org.earlyexit.testkit.Seeded;
import org.junit.jupiter.api.Test;

class MaxProbabilityTest extends ExitStrategyContract<MaxProbability.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected ExitStrategyFactory<MaxProbability.Config> factory() {
        return new MaxProbability();
    }

    @Override
    protected MaxProbability.Config settings() {
        return new MaxProbability.Config(0.8);
    }

    @Seeded
    void oneHalfLeavesAtOnceAndAboveOneNeverLeaves(Seeded.Sample seed) {
        List<LayerEvidence> sample = new RandomEvidence(CLASSES, LAYERS, List.of()).sample(seed.random());

        assertThat(Fold.of(strategy(new MaxProbability.Config(0.5), CLASSES), sample)
                        .exitLayer())
                .isEqualTo(1);
        assertThat(Fold.of(strategy(new MaxProbability.Config(1.1), CLASSES), sample)
                        .exitLayer())
                .isEqualTo(LAYERS);
    }

    @Test
    void aThresholdThatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> new MaxProbability.Config(0)).hasMessage("threshold must be above 0, was 0.0");
    }
}
