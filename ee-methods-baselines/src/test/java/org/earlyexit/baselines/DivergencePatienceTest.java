package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.earlyexit.exit.Divergence;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.earlyexit.testkit.Fold;
import org.earlyexit.testkit.RandomEvidence;
import org.earlyexit.testkit.Seeded;
import org.junit.jupiter.api.Test;

class DivergencePatienceTest extends ExitStrategyContract<DivergencePatience.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(3);

    @Override
    protected ExitStrategyFactory<DivergencePatience.Config> factory() {
        return new DivergencePatience();
    }

    @Override
    protected DivergencePatience.Config settings() {
        return new DivergencePatience.Config(0.1, 2, Divergence.JENSEN_SHANNON);
    }

    @Seeded
    void disagreementBelowOneHalfIsPabee(Seeded.Sample seed) {
        List<LayerEvidence> sample = new RandomEvidence(CLASSES, LAYERS, List.of()).sample(seed.random());
        for (int patience = 1; patience < LAYERS; patience++) {
            ExitStrategy flexible =
                    strategy(new DivergencePatience.Config(0.5, patience, Divergence.DISAGREEMENT), CLASSES);
            ExitStrategy pabee = new Patience().create(new Patience.Config(patience, 0.1), CLASSES, LAYERS);

            assertThat(Fold.of(flexible, sample)).isEqualTo(Fold.of(pabee, sample));
        }
    }

    @Seeded
    void withoutABoundEverySampleLeavesAfterItsPatience(Seeded.Sample seed) {
        List<LayerEvidence> sample = new RandomEvidence(CLASSES, LAYERS, List.of()).sample(seed.random());
        for (Divergence divergence : Divergence.values()) {
            ExitStrategy strategy =
                    strategy(new DivergencePatience.Config(Double.POSITIVE_INFINITY, 3, divergence), CLASSES);

            assertThat(Fold.of(strategy, sample).exitLayer()).isEqualTo(4);
        }
    }

    /** JSD of neighbours by hand: 0.0338 between 1/2 and 1/4, 0 between equal answers. */
    @Test
    void neighboursThatStayCloseLetASampleLeave() {
        List<LayerEvidence> sample = Evidence.ofFirstClass(0.5, 0.25, 0.25, 0.5, 0.5, 0.5);

        assertThat(exitLayer(0.034, 2, sample)).isEqualTo(3);
        assertThat(exitLayer(0.033, 1, sample)).isEqualTo(3);
        assertThat(exitLayer(0.033, 2, sample)).isEqualTo(6);
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new DivergencePatience.Config(-0.5, 2, Divergence.KL))
                .hasMessage("threshold must be at least 0 nats, was -0.5");
        assertThatThrownBy(() -> new DivergencePatience.Config(0.5, 0, Divergence.KL))
                .hasMessage("patience must be at least 1, was 0");
        assertThatThrownBy(() -> strategy(new DivergencePatience.Config(0.5, 7, Divergence.KL), CLASSES))
                .hasMessage("patience must be below the 6 layers of the backbone, was 7");
    }

    private int exitLayer(double threshold, int patience, List<LayerEvidence> sample) {
        TaskKind two = new TaskKind.Classification(2);
        ExitStrategy strategy =
                strategy(new DivergencePatience.Config(threshold, patience, Divergence.JENSEN_SHANNON), two);
        return Fold.of(strategy, sample).exitLayer();
    }
}
