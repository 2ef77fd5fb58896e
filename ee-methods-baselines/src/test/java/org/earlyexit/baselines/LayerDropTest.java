package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedHistory;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.StepInfo;
import org.junit.jupiter.api.Test;

class LayerDropTest extends MethodContract<LayerDrop.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<LayerDrop.Settings> factory() {
        return new LayerDrop();
    }

    @Override
    protected LayerDrop.Settings settings() {
        return new LayerDrop.Settings(0.2, 0.5);
    }

    /** Two of four layers: 2 and 4 run, whatever the sample. */
    @Test
    void theSameLayersRunForEverySample() {
        List<TokenSequence> samples = ToyTask.of(CLASSES, 5).samples();

        Outcomes outcomes = trained(CLASSES).executor().run(samples, ExitStrategy.NEVER, 16);

        for (int i = 0; i < samples.size(); i++) {
            assertThat(outcomes.executedLayers(i)).isEqualTo(2);
            assertThat(outcomes.executed(i, 2) && outcomes.executed(i, 4)).isTrue();
        }
        assertThat(new KeptLayers(3, 12).numbers()).isEqualTo(Map.of("kept", 3.0));
        assertThatThrownBy(() -> new KeptLayers(5, 4)).hasMessage("kept must be in 1..4, was 5");
    }

    @Test
    void aBackboneThatCannotSkipIsRefused() {
        MethodContext usual = context(CLASSES);
        MethodContext rigid = new MethodContext(
                usual.layers(), usual.kind(), usual.optimizer(), usual.steps(), usual.metric(), false);

        assertThatThrownBy(() -> new LayerDrop().create(settings(), rigid))
                .hasMessage("layerdrop must have a backbone whose layers can be skipped; choose another backbone");
        assertThatThrownBy(() -> new LayerDrop.Settings(1, 0.5))
                .hasMessage("rate must be in [0, 1) and kept in (0, 1], were 1.0 and 0.5");
    }

    /** About a fifth of 4,000 draws, and the same ones for the same seed. */
    @Test
    void layersAreDroppedAtTheirRate() {
        try (NDManager manager = NDManager.newBaseManager()) {
            LayerState state = new LayerState(
                    manager.zeros(new Shape(4000, 1, 1)), manager.zeros(new Shape(4000, 1, 1, 1)), Phase.TRAINING);
            FixedHistory history = new FixedHistory(List.of(state), List.of());

            float dropped = skipped(history, 3).sum().getFloat();

            assertThat(dropped).isBetween(720f, 880f);
            assertThat(skipped(history, 3).toFloatArray())
                    .isEqualTo(skipped(history, 3).toFloatArray())
                    .isNotEqualTo(skipped(history, 4).toFloatArray());
        }
    }

    private static NDArray skipped(History history, long seed) {
        LayerAction action = new DroppedLayers(0.2)
                .at(new StepInfo(0, 10, 0), List.of(), new SplittableRandom(seed))
                .before(1, history);
        return ((LayerAction.SoftGate) action).skipWeights();
    }
}
