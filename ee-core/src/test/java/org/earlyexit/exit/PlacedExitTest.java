package org.earlyexit.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.Feature;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.Scores;
import org.junit.jupiter.api.Test;

class PlacedExitTest {

    @Test
    void aPlacedRuleIsAskedWhereItIsPlaced() {
        PlacedExit placed = new PlacedExit(new ThresholdExit(Signals.maxProbability(), 0.5), Set.of(2, 4));

        assertThat(placed.asks(new LayerPosition(1, 6))).isFalse();
        assertThat(placed.asks(new LayerPosition(2, 6))).isTrue();
        assertThat(placed.open().decide(evidence(0.9, 0))).isInstanceOf(ExitDecision.Exit.class);
        assertThat(placed.readsFeatures()).isFalse();
        assertThatThrownBy(() -> new PlacedExit(placed, Set.of()))
                .hasMessage("layers must be at least one, each at least 1, were []");
    }

    /** Entropy ln 2 and a ratio of 1/4, weighed alike: 2 / (4 + 1 / ln 2). */
    @Test
    void theHarmonicMeanOfEntropyAndScoreIsNearerToTheSmaller() {
        Signal alike = Signals.harmonicEntropy("ratio", 1);
        Signal entropy = Signals.harmonicEntropy("ratio", 0);

        assertThat(alike.value(evidence(0.5, 0.25))).isCloseTo(2 / (4 + 1 / Math.log(2)), within(1e-9));
        assertThat(entropy.value(evidence(0.5, 0.25))).isCloseTo(Math.log(2), within(1e-9));
        assertThat(alike.value(evidence(1, 0.25))).isZero();
        assertThat(alike.value(evidence(0.5, 0))).isZero();
        assertThat(alike.orientation()).isEqualTo(Orientation.LOW_MEANS_STOP);
    }

    /** Trust 3, 1, 1 and L = 4: weights 1/2 and 1/2 after layers 2 and 3, that of the first is not read. */
    @Test
    void trustThatIsGivenTakesThePlaceOfDepth() {
        ExitSession session = new ResetScoreExit(0.9, List.of(3.0, 1.0, 1.0)).open();

        assertThat(session.decide(at(1))).isEqualTo(ExitDecision.PROCEED);
        assertThat(session.decide(at(2))).isEqualTo(ExitDecision.PROCEED); // 0.5
        assertThat(session.decide(at(3))).isInstanceOf(ExitDecision.Exit.class); // 1.0
        assertThatThrownBy(() -> new ResetScoreExit(0.5, List.of(-1.0)))
                .hasMessage("trust must be at least 0 in every layer, was [-1.0]");
    }

    private static LayerEvidence at(int layer) {
        return new LayerEvidence(new LayerPosition(layer, 4), ClassDistribution.ofProbabilities(1, 0));
    }

    private static LayerEvidence evidence(double p, double ratio) {
        return new LayerEvidence(
                new LayerPosition(2, 6),
                ClassDistribution.ofProbabilities(p, 1 - p),
                new Scores(List.of("ratio"), (float) ratio),
                Feature.EMPTY);
    }
}
