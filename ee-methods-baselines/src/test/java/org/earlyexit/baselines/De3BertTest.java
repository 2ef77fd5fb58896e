package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.MethodFactory;
import org.junit.jupiter.api.Test;

class De3BertTest extends MethodContract<De3Bert.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<De3Bert.Settings> factory() {
        return new De3Bert();
    }

    @Override
    protected De3Bert.Settings settings() {
        return new De3Bert.Settings(0.1, 1, 0.3);
    }

    private static final float NEAR = 3;

    /** Distances 3 and 4: 3 / 8, and where the label is the farther one (1 + (4 - 3) / 4) / 2. */
    @Test
    void theRatioIsSmallWhereASampleIsNearOneClassAlone() {
        try (NDManager manager = NDManager.newBaseManager()) {
            ModelContext context =
                    new ModelContext(new BackboneSpec("toy", 1, 2, 1, 2, 8, 8), CLASSES, Optional.empty(), manager, 1);
            AuxModule module = new Prototypes().build(context);
            NDArray prototypes = module.parameters().list().get(0).array();
            prototypes.setRequiresGradient(false);
            prototypes.set(new float[] {NEAR, 0, 0, -4});
            NDArray pooled = manager.create(new float[][] {{0, 0}, {0, 0}});
            FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {0, 1}), pooled);

            assertThat(module.scores(1, batch.history()).toFloatArray())
                    .containsExactly(new float[] {0.375f, 0.375f}, within(1e-6f));
            assertThat(new PrototypeDistance().values(1, batch.of(module)).toFloatArray())
                    .containsExactly(new float[] {0.375f, 0.625f}, within(1e-5f));
        }
    }

    @Test
    void prototypesLearn() {
        Map<String, List<Float>> before = trained(CLASSES).snapshots().get(0);
        Map<String, List<Float>> after = trained(CLASSES).snapshots().get(1);

        assertThat(after.get("aux.prototypes[2]")).isNotEqualTo(before.get("aux.prototypes[2]"));
        assertThatThrownBy(() -> new De3Bert.Settings(-1, 1, 0.3)).hasMessage("alpha must be at least 0, was -1.0");
    }
}
