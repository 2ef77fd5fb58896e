package org.earlyexit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.Test;

/**
 * What must hold for every exit strategy.
 *
 * @param <C> the strategy's settings
 */
public abstract class ExitStrategyContract<C extends Record> {

    /** The depth of all properties, {@code L}. */
    protected static final int LAYERS = 6;

    private static final int SAMPLES = 24;
    private static final int REAL_VALUES = 9;

    /** The strategy. */
    protected abstract ExitStrategyFactory<C> factory();

    /** Settings that work for {@value #LAYERS} layers; the knobs are varied from there. */
    protected abstract C settings();

    /** The tasks that it works for; every other one must be refused. */
    protected List<TaskKind> kinds() {
        return List.of(new TaskKind.Classification(2), new TaskKind.Classification(3));
    }

    /** The scores that it reads. */
    protected List<String> scoreNames() {
        return List.of();
    }

    /** The strategy with these settings, for a task. */
    protected final ExitStrategy strategy(C settings, TaskKind kind) {
        return factory().create(settings, kind, LAYERS);
    }

    @Seeded(50)
    public void aSampleIsDecidedByItsOwnSessionAlone(Seeded.Sample seed) {
        for (TaskKind kind : kinds()) {
            ExitStrategy strategy = strategy(settings(), kind);
            List<List<LayerEvidence>> samples = evidence(kind, seed, 2);

            List<Fold> interleaved = interleaved(strategy, samples.get(0), samples.get(1));

            assertThat(interleaved)
                    .containsExactly(Fold.of(strategy, samples.get(0)), Fold.of(strategy, samples.get(1)));
        }
    }

    @Seeded(50)
    public void nothingDeeperThanTheExitMatters(Seeded.Sample seed) {
        for (TaskKind kind : kinds()) {
            ExitStrategy strategy = strategy(settings(), kind);
            List<List<LayerEvidence>> samples = evidence(kind, seed, 2);
            Fold original = Fold.of(strategy, samples.get(0));

            List<LayerEvidence> perturbed = new ArrayList<>(samples.get(0).subList(0, original.exitLayer()));
            perturbed.addAll(samples.get(1).subList(original.exitLayer(), LAYERS));

            assertThat(Fold.of(strategy, perturbed)).isEqualTo(original);
        }
    }

    @Seeded(50)
    public void theMeanExitLayerFollowsEachKnob(Seeded.Sample seed) {
        for (TaskKind kind : kinds()) {
            List<List<LayerEvidence>> samples = evidence(kind, seed, SAMPLES);
            for (Knob knob : factory().knobs(kind, LAYERS)) {
                List<Double> means = new ArrayList<>();
                for (double value : values(knob.range())) {
                    means.add(meanExitLayer(withKnob(knob, value, kind), samples));
                }
                BiPredicate<Double, Double> ordered = knob.direction() == CostDirection.RAISING_IS_SLOWER
                        ? (lower, higher) -> lower <= higher
                        : (lower, higher) -> lower >= higher;
                for (int i = 1; i < means.size(); i++) {
                    assertThat(ordered.test(means.get(i - 1), means.get(i)))
                            .as("raising %s, which %s, gives mean exit layers %s", knob.name(), knob.direction(), means)
                            .isTrue();
                }
            }
        }
    }

    @Test
    public void everyKnobNamesASettingAndBothEndsOfItsRangeWork() {
        for (TaskKind kind : kinds()) {
            for (Knob knob : factory().knobs(kind, LAYERS)) {
                assertThat(Settings.describe(settings())).containsKey(knob.name());
                assertThat(withKnob(knob, knob.range().least(), kind)).isNotNull();
                assertThat(withKnob(knob, knob.range().greatest(), kind)).isNotNull();
            }
        }
    }

    @Test
    public void theSettingsAreReadBackFromWhatDescribesThem() {
        Map<String, Object> described = Settings.describe(settings());

        assertThat(Settings.read("with", described, factory().configType())).isEqualTo(settings());
    }

    @Test
    public void aTaskThatItCannotDoIsRefused() {
        TaskKind regression = new TaskKind.Regression();
        if (kinds().contains(regression)) {
            assertThat(strategy(settings(), regression)).isNotNull();
        } else {
            assertThatThrownBy(() -> strategy(settings(), regression))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("regression");
        }
    }

    private List<List<LayerEvidence>> evidence(TaskKind kind, Seeded.Sample seed, int count) {
        return new RandomEvidence(kind, LAYERS, scoreNames()).samples(count, seed.random());
    }

    private ExitStrategy withKnob(Knob knob, double value, TaskKind kind) {
        Map<String, Object> settings = Settings.with(Settings.describe(settings()), knob, value);
        return Settings.strategy(factory(), "with", settings, kind, LAYERS);
    }

    private static List<Double> values(Knob.Range range) {
        List<Double> values = new ArrayList<>();
        double step = range.whole() ? 1 : (range.greatest() - range.least()) / (REAL_VALUES - 1);
        for (int i = 0; step > 0 && range.least() + i * step < range.greatest(); i++) {
            values.add(range.least() + i * step);
        }
        values.add(range.greatest());
        return values;
    }

    private static double meanExitLayer(ExitStrategy strategy, List<List<LayerEvidence>> samples) {
        return samples.stream()
                .mapToInt(sample -> Fold.of(strategy, sample).exitLayer())
                .average()
                .orElseThrow();
    }

    /** Both samples at once, layer by layer, as in a batch. */
    private static List<Fold> interleaved(
            ExitStrategy strategy, List<LayerEvidence> first, List<LayerEvidence> second) {
        List<List<LayerEvidence>> samples = List.of(first, second);
        List<ExitSession> sessions = List.of(strategy.open(), strategy.open());
        Fold[] folds = new Fold[samples.size()];
        for (int layer = 1; layer <= LAYERS; layer++) {
            for (int i = 0; i < folds.length; i++) {
                LayerEvidence evidence = samples.get(i).get(layer - 1);
                if (folds[i] == null && layer == LAYERS) {
                    folds[i] = new Fold(layer, evidence.prediction());
                } else if (folds[i] == null
                        && strategy.asks(evidence.layer())
                        && sessions.get(i).decide(evidence) instanceof ExitDecision.Exit exit) {
                    folds[i] = new Fold(layer, exit.answer());
                }
            }
        }
        return List.of(Objects.requireNonNull(folds[0]), Objects.requireNonNull(folds[1]));
    }
}
