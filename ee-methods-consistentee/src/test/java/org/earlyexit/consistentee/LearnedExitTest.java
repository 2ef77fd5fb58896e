package org.earlyexit.consistentee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Feature;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.Scores;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.earlyexit.testkit.Fold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedExitTest extends ExitStrategyContract<LearnedExit.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected ExitStrategyFactory<LearnedExit.Config> factory() {
        return new LearnedExit();
    }

    @Override
    protected LearnedExit.Config settings() {
        return new LearnedExit.Config(0.5);
    }

    @Override
    protected List<String> scoreNames() {
        return List.of(PolicyNetworks.PROBABILITY);
    }

    /** Exactly one half is not enough; the smallest float above it is. */
    @Test
    void leavesAboveTheThresholdAndNotAtIt() {
        assertThat(exitLayer(0.1f, 0.5f, 0.5f, 0.6f, 0.9f, 0.9f)).isEqualTo(4);
        assertThat(exitLayer(0.1f, Math.nextUp(0.5f), 0.5f, 0.5f, 0.5f, 0.5f)).isEqualTo(2);
        assertThat(exitLayer(0, 0, 0, 0, 0, 1)).isEqualTo(LAYERS);
        assertThat(exitLayer(1, 0, 0, 0, 0, 0)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void aThresholdThatIsNoProbabilityBetweenTheEndsIsRefused(double threshold) {
        assertThatThrownBy(() -> new LearnedExit.Config(threshold))
                .hasMessage("threshold must be in (0, 1), was " + threshold);
    }

    private int exitLayer(float... probabilities) {
        List<LayerEvidence> sample = new ArrayList<>();
        for (int layer = 1; layer <= LAYERS; layer++) {
            sample.add(new LayerEvidence(
                    new LayerPosition(layer, LAYERS),
                    ClassDistribution.ofProbabilities(0.5, 0.5),
                    new Scores(scoreNames(), probabilities[layer - 1]),
                    Feature.EMPTY));
        }
        return Fold.of(strategy(settings(), CLASSES), sample).exitLayer();
    }
}
