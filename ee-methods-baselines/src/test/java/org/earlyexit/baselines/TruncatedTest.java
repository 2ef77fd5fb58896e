package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earlyexit.execute.LayerSink;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.testkit.ToyTraining;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.junit.jupiter.api.Test;

class TruncatedTest extends MethodContract<Truncated.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);
    private static final int KEPT = 2;

    @Override
    protected MethodFactory<Truncated.Settings> factory() {
        return new Truncated();
    }

    @Override
    protected Truncated.Settings settings() {
        return new Truncated.Settings(KEPT);
    }

    @Test
    void itIsTheForwardPassUpToItsLastLayer() {
        ToyTraining training = trained(CLASSES);
        ToyTask task = ToyTask.of(CLASSES, 5);
        List<Integer> layers = new ArrayList<>();
        Prediction[] answers = new Prediction[ToyTask.SAMPLES];
        LayerSink sink = (layer, samples, logits, scores) -> {
            layers.add(layer);
            for (int row = 0; row < samples.length && layer == KEPT; row++) {
                answers[samples[row]] = Prediction.of(CLASSES, logits[2 * row], logits[2 * row + 1]);
            }
        };

        training.executor().trace(task.samples(), 16, sink);
        Outcomes outcomes = training.executor().run(task.samples(), ExitStrategy.NEVER, 16);

        assertThat(layers).contains(1, KEPT).doesNotContain(KEPT + 1);
        assertThat(outcomes.meanExitLayer()).isEqualTo(KEPT);
        for (int i = 0; i < answers.length; i++) {
            assertThat(outcomes.answer(i)).isEqualTo(answers[i]);
        }
    }

    @Test
    void layersBeyondItsLastKeepTheirWeights() {
        Map<String, List<Float>> before = trained(CLASSES).snapshots().get(0);
        Map<String, List<Float>> after = trained(CLASSES).snapshots().get(1);

        assertThat(after.get("toy.layer.3.bias")).isEqualTo(before.get("toy.layer.3.bias"));
        assertThat(after.get("toy.layer.2.bias")).isNotEqualTo(before.get("toy.layer.2.bias"));
    }

    @Test
    void keptWholeItIsTheFullModel() {
        Recipe whole = new Truncated()
                .create(new Truncated.Settings(LAYERS), context(CLASSES))
                .recipe();

        assertThat(whole)
                .isEqualTo(new FullModel()
                        .create(new NoSettings(), context(CLASSES))
                        .recipe());
    }

    @Test
    void layersThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> new Truncated.Settings(0)).hasMessage("layers must be at least 1, was 0");
        assertThatThrownBy(() -> new Truncated().create(new Truncated.Settings(5), context(CLASSES)))
                .hasMessage("layers must be at most the 4 layers of the backbone, was 5");
    }
}
