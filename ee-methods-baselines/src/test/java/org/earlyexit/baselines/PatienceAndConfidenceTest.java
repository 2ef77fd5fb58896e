package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.earlyexit.exit.Combiner;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.earlyexit.testkit.Fold;
import org.earlyexit.testkit.RandomEvidence;
import org.earlyexit.testkit.Seeded;
import org.junit.jupiter.api.Test;

class PatienceAndConfidenceTest extends ExitStrategyContract<PatienceAndConfidence.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected ExitStrategyFactory<PatienceAndConfidence.Config> factory() {
        return new PatienceAndConfidence();
    }

    @Override
    protected PatienceAndConfidence.Config settings() {
        return new PatienceAndConfidence.Config(0.4, 2, Combiner.MEAN_OF_RUN);
    }

    @Seeded
    void aPatienceOfOneIsFastBertsRule(Seeded.Sample seed) {
        List<LayerEvidence> sample = new RandomEvidence(CLASSES, LAYERS, List.of()).sample(seed.random());
        for (Combiner combine : List.of(Combiner.CURRENT, Combiner.MEAN_OF_RUN)) {
            for (double threshold = 0; threshold <= 1; threshold += 0.125) {
                ExitStrategy patient = strategy(new PatienceAndConfidence.Config(threshold, 1, combine), CLASSES);
                ExitStrategy fastBert = SignalThreshold.normalizedEntropy()
                        .create(new SignalThreshold.Config(threshold), CLASSES, LAYERS);

                assertThat(Fold.of(patient, sample)).isEqualTo(Fold.of(fastBert, sample));
            }
        }
    }

    /** Normalised entropies 1, 0.47, 0.47, 0.81: layers 2 and 3 are confident of different classes. */
    @Test
    void confidentLayersNeedNotAgree() {
        List<LayerEvidence> sample = Evidence.ofFirstClass(0.5, 0.9, 0.1, 0.75, 0.9, 0.9);

        Fold current = Fold.of(strategy(new PatienceAndConfidence.Config(0.5, 2, Combiner.CURRENT), CLASSES), sample);
        Fold mean = Fold.of(strategy(new PatienceAndConfidence.Config(0.5, 2, Combiner.MEAN_OF_RUN), CLASSES), sample);
        Fold three = Fold.of(strategy(new PatienceAndConfidence.Config(0.5, 3, Combiner.CURRENT), CLASSES), sample);

        assertThat(current).isEqualTo(new Fold(3, sample.get(2).prediction()));
        assertThat(mean).isEqualTo(new Fold(3, ClassDistribution.ofProbabilities(0.5, 0.5)));
        assertThat(three.exitLayer()).isEqualTo(LAYERS);
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new PatienceAndConfidence.Config(-1, 2, Combiner.CURRENT))
                .hasMessage("threshold must be at least 0, was -1.0");
        assertThatThrownBy(() -> new PatienceAndConfidence.Config(0.5, 0, Combiner.CURRENT))
                .hasMessage("patience must be at least 1, was 0");
        assertThatThrownBy(() -> strategy(new PatienceAndConfidence.Config(0.5, 6, Combiner.CURRENT), CLASSES))
                .hasMessage("patience must be below the 6 layers of the backbone, was 6");
    }
}
