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

class TemperedMaxProbabilityTest extends ExitStrategyContract<TemperedMaxProbability.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected ExitStrategyFactory<TemperedMaxProbability.Config> factory() {
        return new TemperedMaxProbability();
    }

    @Override
    protected TemperedMaxProbability.Config settings() {
        return new TemperedMaxProbability.Config(0.8, List.of(3.0, 2.0, 1.5, 1.0, 0.5));
    }

    @Seeded
    void withoutTemperaturesItIsThePlainRule(Seeded.Sample seed) {
        List<LayerEvidence> sample = new RandomEvidence(CLASSES, LAYERS, List.of()).sample(seed.random());
        ExitStrategy plain = new MaxProbability().create(new MaxProbability.Config(0.8), CLASSES, LAYERS);

        assertThat(Fold.of(strategy(new TemperedMaxProbability.Config(0.8, List.of()), CLASSES), sample))
                .isEqualTo(Fold.of(plain, sample));
    }

    /** 4/5 is 2/3 at a temperature of 2, and 16/17 at one of 1/2; the answer itself is not tempered. */
    @Test
    void eachLayerHasATemperatureOfItsOwn() {
        List<LayerEvidence> sample = Evidence.ofFirstClass(0.8, 0.8, 0.8, 0.8, 0.8, 0.8);
        TemperedMaxProbability.Config config = new TemperedMaxProbability.Config(0.7, List.of(2.0, 2.0, 0.5, 1.0, 1.0));

        assertThat(Fold.of(strategy(config, CLASSES), sample))
                .isEqualTo(new Fold(3, sample.get(2).prediction()));
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new TemperedMaxProbability.Config(0, List.of()))
                .hasMessage("threshold must be above 0, was 0.0");
        assertThatThrownBy(() -> strategy(new TemperedMaxProbability.Config(0.5, List.of(1.0)), CLASSES))
                .hasMessage("temperatures must be one for each of the 5 layers that are asked, or none, were 1");
    }
}
