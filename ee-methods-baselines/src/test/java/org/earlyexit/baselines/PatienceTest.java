package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.earlyexit.testkit.Fold;
import org.earlyexit.testkit.RandomEvidence;
import org.earlyexit.testkit.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest extends ExitStrategyContract<Patience.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);
    private static final TaskKind NUMBERS = new TaskKind.Regression();

    @Override
    protected ExitStrategyFactory<Patience.Config> factory() {
        return new Patience();
    }

    @Override
    protected Patience.Config settings() {
        return new Patience.Config(2, 0.1);
    }

    @Override
    protected List<TaskKind> kinds() {
        return List.of(CLASSES, new TaskKind.Classification(3), NUMBERS);
    }

    /** Worked by hand from the counter in the class comment; L = 6. */
    @ParameterizedTest(name = "patience {0}, answers {1}: leaves at layer {2}")
    @CsvSource({
        "1, 000000, 2", // the second layer agrees with the first
        "1, 010011, 4", // layers 3 and 4 are the first to agree
        "2, 001110, 5", // layers 4 and 5 agree with their predecessors
        "2, 001011, 6", // a disagreement starts the count again
        "3, 010101, 6", // nothing ever agrees: the executor ends it at the last layer
        "5, 000000, 6", // the last agreement would be at the last layer, which is not asked
    })
    void leavesOnceTheAnswerHasBeenRepeatedPatienceTimes(int patience, String answers, int exitLayer) {
        ExitStrategy strategy = strategy(new Patience.Config(patience, 0.1), CLASSES);

        assertThat(Fold.of(strategy, answering(answers)).exitLayer()).isEqualTo(exitLayer);
    }

    @ParameterizedTest(name = "patience {0}, tolerance {1}: leaves at layer {2}")
    @CsvSource({
        "1, 0.11, 3", // 0.5 and 0.6 are closer than the tolerance
        "1, 0.09, 4", // 0.6 and 0.65
        "2, 0.11, 4",
        "2, 0.09, 5", // 0.65 and 0.65 follow
    })
    void numbersAgreeWithinTheTolerance(int patience, double tolerance, int exitLayer) {
        ExitStrategy strategy = strategy(new Patience.Config(patience, tolerance), NUMBERS);

        assertThat(Fold.of(strategy, answering(0.1, 0.5, 0.6, 0.65, 0.65, 0.9)).exitLayer())
                .isEqualTo(exitLayer);
    }

    @Seeded
    void noSampleLeavesBeforeItCouldHaveAgreedOftenEnough(Seeded.Sample seed) {
        List<LayerEvidence> sample = new RandomEvidence(CLASSES, LAYERS, List.of()).sample(seed.random());
        int earlier = 0;
        for (int patience = 1; patience < LAYERS; patience++) {
            int exitLayer = Fold.of(strategy(new Patience.Config(patience, 0.1), CLASSES), sample)
                    .exitLayer();
            assertThat(exitLayer).isGreaterThan(patience).isGreaterThanOrEqualTo(earlier);
            earlier = exitLayer;
        }
    }

    @Test
    void patienceThatCanNeverLeaveIsRefused() {
        assertThatThrownBy(() -> strategy(new Patience.Config(LAYERS, 0.1), CLASSES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("patience must be below the 6 layers of the backbone, was 6");
        assertThat(factory().knobs(CLASSES, 1)).isEmpty();
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new Patience.Config(0, 0.1)).hasMessage("patience must be at least 1, was 0");
        assertThatThrownBy(() -> new Patience.Config(1, 0)).hasMessage("tolerance must be above 0, was 0.0");
    }

    private static List<LayerEvidence> answering(String classes) {
        return evidence(classes.chars()
                .mapToObj(c -> (Prediction) ClassDistribution.ofLogits(c == '0' ? 1 : 0, c == '0' ? 0 : 1))
                .toList());
    }

    private static List<LayerEvidence> answering(double... values) {
        List<Prediction> predictions = new ArrayList<>();
        for (double value : values) {
            predictions.add(new RegressionValue(value));
        }
        return evidence(predictions);
    }

    private static List<LayerEvidence> evidence(List<Prediction> predictions) {
        List<LayerEvidence> evidence = new ArrayList<>();
        for (Prediction prediction : predictions) {
            evidence.add(new LayerEvidence(new LayerPosition(evidence.size() + 1, predictions.size()), prediction));
        }
        return evidence;
    }
}
