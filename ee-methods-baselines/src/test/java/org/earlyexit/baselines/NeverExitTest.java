package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.earlyexit.testkit.Fold;
import org.earlyexit.testkit.RandomEvidence;
import org.earlyexit.testkit.Seeded;

class NeverExitTest extends ExitStrategyContract<NoSettings> {

    @Override
    protected ExitStrategyFactory<NoSettings> factory() {
        return new NeverExit();
    }

    @Override
    protected NoSettings settings() {
        return new NoSettings();
    }

    @Override
    protected List<TaskKind> kinds() {
        return List.of(new TaskKind.Classification(2), new TaskKind.Regression());
    }

    @Seeded(20)
    void everySampleGoesToTheEnd(Seeded.Sample seed) {
        for (TaskKind kind : kinds()) {
            List<LayerEvidence> sample = new RandomEvidence(kind, LAYERS, List.of()).sample(seed.random());

            assertThat(Fold.of(strategy(settings(), kind), sample).exitLayer()).isEqualTo(LAYERS);
        }
    }
}
