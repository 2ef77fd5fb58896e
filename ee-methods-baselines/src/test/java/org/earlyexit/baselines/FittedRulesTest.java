package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.HeldOut;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.Test;

/** What rules read off held-out answers. */
class FittedRulesTest {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    /**
     * Layer 1 says 0.9 always and is right in 3 of 4: the temperature makes it 3/4, where (0.9/0.1)^(1/T) = 3, T = 2.
     * Layer 2 says 3/4 and is right in 3 of 4: 1.
     */
    @Test
    void aTemperatureMakesAClassifierAsSureAsItIsRight() {
        TemperedMaxProbability rule = new TemperedMaxProbability();
        TemperedMaxProbability.Config fitted = rule.fitted(
                new TemperedMaxProbability.Config(0.8, List.of()), CLASSES, new Answers(List.of(0.9, 0.75, 0.5)));

        assertThat(fitted.temperatures().get(0)).isCloseTo(2, within(1e-3));
        assertThat(fitted.temperatures().get(1)).isCloseTo(1, within(1e-3));
        assertThat(fitted.temperatures()).hasSize(2);
        assertThat(fitted.threshold()).isEqualTo(0.8);
        assertThat(rule.fitted(fitted, CLASSES, new Answers(List.of(0.6, 0.6, 0.6))))
                .isEqualTo(fitted);
    }

    @Test
    void layersAreTrustedAsFarAsTheyAreRight() {
        GatheredConfidence rule = new GatheredConfidence();
        GatheredConfidence.Config byAccuracy =
                new GatheredConfidence.Config(0.5, GatheredConfidence.Trust.ACCURACY, List.of());
        GatheredConfidence.Config byCost = new GatheredConfidence.Config(0.5, GatheredConfidence.Trust.COST, List.of());
        HeldOut heldOut = new Answers(List.of(0.9, 0.2, 0.5));

        assertThat(rule.fitted(byAccuracy, CLASSES, heldOut).accuracies()).containsExactly(0.75, 0.25);
        assertThat(rule.fitted(byCost, CLASSES, heldOut)).isEqualTo(byCost);
        assertThatThrownBy(() -> rule.create(rule.fitted(byAccuracy, CLASSES, heldOut), CLASSES, 6))
                .hasMessage("accuracies must be one for each of the 5 layers that are asked, or none, were 2");
    }

    /** Four samples, of which three are of class 0; each layer gives class 0 the same probability in all of them. */
    private record Answers(List<Double> ofFirst) implements HeldOut {

        @Override
        public int samples() {
            return 4;
        }

        @Override
        public int layers() {
            return ofFirst.size();
        }

        @Override
        public Prediction prediction(int sample, int layer) {
            return ClassDistribution.ofProbabilities(ofFirst.get(layer - 1), 1 - ofFirst.get(layer - 1));
        }

        @Override
        public double gold(int sample) {
            return sample == 3 ? 1 : 0;
        }
    }
}
