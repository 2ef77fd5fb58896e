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

class FixedLayerTest extends ExitStrategyContract<FixedLayer.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected ExitStrategyFactory<FixedLayer.Config> factory() {
        return new FixedLayer();
    }

    @Override
    protected FixedLayer.Config settings() {
        return new FixedLayer.Config(3);
    }

    @Override
    protected List<TaskKind> kinds() {
        return List.of(CLASSES, new TaskKind.Regression());
    }

    @Seeded(20)
    void everySampleLeavesThere(Seeded.Sample seed) {
        List<LayerEvidence> sample = new RandomEvidence(CLASSES, LAYERS, List.of()).sample(seed.random());
        for (int layer = 1; layer <= LAYERS; layer++) {
            assertThat(Fold.of(strategy(new FixedLayer.Config(layer), CLASSES), sample))
                    .isEqualTo(new Fold(layer, sample.get(layer - 1).prediction()));
        }
    }

    @Test
    void aLayerThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> new FixedLayer.Config(0)).hasMessage("layer must be at least 1, was 0");
        assertThatThrownBy(() -> strategy(new FixedLayer.Config(7), CLASSES))
                .hasMessage("layer must be at most the 6 layers of the model, was 7");
    }
}
