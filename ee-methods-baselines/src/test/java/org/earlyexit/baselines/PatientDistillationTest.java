package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.earlyexit.execute.CascadedBackbone;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.Phase;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.FixedHistory;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.StepInfo;
import org.junit.jupiter.api.Test;

class PatientDistillationTest extends MethodContract<PatientDistillation.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<PatientDistillation.Settings> factory() {
        return new PatientDistillation();
    }

    @Override
    protected PatientDistillation.Settings settings() {
        return new PatientDistillation.Settings(2, 0.7, 2, 10);
    }

    @Test
    void onlyTheStudentLearnsFromTheTeacher() {
        List<Map<String, List<Float>>> stages = trained(CLASSES).snapshots();

        assertThat(changed(stages.get(0), stages.get(1)))
                .contains("toy.layer.4.own", "classifier[6].weight")
                .noneMatch(name -> name.startsWith(CascadedBackbone.SMALL));
        assertThat(changed(stages.get(1), stages.get(2)))
                .contains("small.toy.layer.2.own", "classifier[2].weight")
                .allMatch(name -> name.startsWith(CascadedBackbone.SMALL) || name.contains("[2]"));
    }

    /** A student of 2 layers and a teacher of 2: layer 1 looks along (1, 0), its teacher along (0, 1): (1 + 1) / 2. */
    @Test
    void patienceComparesDirections() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray mask = manager.zeros(new Shape(1, 1, 1, 1));
            List<LayerState> states = List.of(
                    state(manager, mask, 9, 9),
                    state(manager, mask, 5, 0),
                    state(manager, mask, 9, 9),
                    state(manager, mask, 0, 2),
                    state(manager, mask, 9, 9));
            NDArray logits = manager.zeros(new Shape(1, 2));
            ClassifierOutput output = new ClassifierOutput(logits, logits);
            FixedHistory history = new FixedHistory(states, List.of(output, output, output, output));
            FixedBatch batch =
                    new FixedBatch(CLASSES, manager.create(new long[] {0}), history, new StepInfo(0, 1, 0), Map.of());

            assertThat(new PatientStates().values(2, batch).getFloat(0)).isEqualTo(1);
            assertThat(new PatientStates().values(1, batch).getFloat(0))
                    .as("a student of one layer")
                    .isZero();
        }
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new PatientDistillation.Settings(0, 0.7, 2, 10))
                .hasMessage("layers must be at least 1, alpha in [0, 1] and beta at least 0, were 0, 0.7 and 10.0");
    }

    private static LayerState state(NDManager manager, NDArray mask, float... first) {
        return new LayerState(manager.create(first, new Shape(1, 1, 2)), mask, Phase.TRAINING);
    }

    private static List<String> changed(Map<String, List<Float>> before, Map<String, List<Float>> after) {
        return after.keySet().stream()
                .filter(name -> !Objects.equals(after.get(name), before.get(name)))
                .toList();
    }
}
