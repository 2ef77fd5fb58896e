package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.earlyexit.testkit.Fold;
import org.earlyexit.testkit.RandomEvidence;
import org.earlyexit.testkit.Seeded;
import org.junit.jupiter.api.Test;

class GatheredConfidenceTest extends ExitStrategyContract<GatheredConfidence.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected ExitStrategyFactory<GatheredConfidence.Config> factory() {
        return new GatheredConfidence();
    }

    @Override
    protected GatheredConfidence.Config settings() {
        return byCost(0.25);
    }

    @Seeded
    void aThresholdOfNothingIsPabeeWithAPatienceOfOne(Seeded.Sample seed) {
        List<LayerEvidence> sample = new RandomEvidence(CLASSES, LAYERS, List.of()).sample(seed.random());
        ExitStrategy pabee = new Patience().create(new Patience.Config(1, 0.1), CLASSES, LAYERS);

        assertThat(Fold.of(strategy(byCost(0), CLASSES), sample)).isEqualTo(Fold.of(pabee, sample));
    }

    /** L = 6, weights 0, 1, 2, 3, 4 tenths: S = 0, 0.09, then 0 by disagreement, 0.24, 0.24 + 0.36. */
    @Test
    void aDisagreementStartsFromNothing() {
        List<LayerEvidence> sample = Evidence.ofFirstClass(0.6, 0.9, 0.2, 0.2, 0.1, 0.1);

        assertThat(exitLayer(0.08, sample)).isEqualTo(2);
        assertThat(exitLayer(0.1, sample)).isEqualTo(4);
        assertThat(exitLayer(0.5, sample)).isEqualTo(5);
        assertThat(exitLayer(0.7, sample)).isEqualTo(6);
    }

    @Test
    void aThresholdThatCannotBeReachedIsRefused() {
        assertThatThrownBy(() -> byCost(1.1)).hasMessage("threshold must be in [0, 1], was 1.1");
    }

    private int exitLayer(double threshold, List<LayerEvidence> sample) {
        return Fold.of(strategy(byCost(threshold), CLASSES), sample).exitLayer();
    }

    private static GatheredConfidence.Config byCost(double threshold) {
        return new GatheredConfidence.Config(threshold, GatheredConfidence.Trust.COST, List.of());
    }
}
