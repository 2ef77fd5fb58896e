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

class EntropyTest extends ExitStrategyContract<Entropy.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected ExitStrategyFactory<Entropy.Config> factory() {
        return new Entropy();
    }

    @Override
    protected Entropy.Config settings() {
        return new Entropy.Config(0.3);
    }

    @Seeded
    void aThresholdOfZeroIsTheFullModelAndOneAboveLnCLeavesAtOnce(Seeded.Sample seed) {
        List<LayerEvidence> sample = new RandomEvidence(CLASSES, LAYERS, List.of()).sample(seed.random());

        assertThat(Fold.of(strategy(new Entropy.Config(0), CLASSES), sample))
                .isEqualTo(new Fold(LAYERS, sample.get(LAYERS - 1).prediction()));
        assertThat(Fold.of(strategy(new Entropy.Config(0.6932), CLASSES), sample)
                        .exitLayer())
                .isEqualTo(1);
    }

    @Test
    void theRangeEndsAtLnC() {
        assertThat(factory()
                        .knobs(new TaskKind.Classification(3), LAYERS)
                        .get(0)
                        .range()
                        .greatest())
                .isEqualTo(Math.log(3));
    }

    @Test
    void aThresholdThatIsNoEntropyIsRefused() {
        assertThatThrownBy(() -> new Entropy.Config(-0.1)).hasMessage("threshold must be at least 0 nats, was -0.1");
        assertThatThrownBy(() -> new Entropy.Config(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
