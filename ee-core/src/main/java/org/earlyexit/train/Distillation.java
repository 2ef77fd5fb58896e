package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/**
 * What each classifier has yet to learn from others, which do not learn from it:
 *
 * <pre>{@code T^2 mean_(m in teachers) KL(softmax(z_m / T) || softmax(z_l / T)),   z_m detached}</pre>
 *
 * <p>In nats, 0 for a layer without teachers. No label is read.
 *
 * @param teachers whom a layer learns from
 * @param temperature {@code T}, above 0
 */
public record Distillation(Teachers teachers, double temperature) implements LossTerm {

    /** Whom a layer learns from. */
    public enum Teachers {
        /** The final classifier alone. */
        FINAL {
            @Override
            public boolean teaches(int teacher, int layer, int layers) {
                return teacher == layers && layer != layers;
            }
        },
        /** Every deeper classifier. */
        DEEPER {
            @Override
            public boolean teaches(int teacher, int layer, int layers) {
                return teacher > layer;
            }
        },
        /** Every other classifier. */
        OTHERS {
            @Override
            public boolean teaches(int teacher, int layer, int layers) {
                return teacher != layer;
            }
        };

        /** Whether a layer learns from another one of so many. */
        public abstract boolean teaches(int teacher, int layer, int layers);
    }

    public Distillation {
        DistillationFrom.requireTemperature(temperature);
    }

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDList divergences = new NDList();
        for (int teacher = 1; teacher <= batch.layers(); teacher++) {
            if (teachers.teaches(teacher, layer, batch.layers())) {
                divergences.add(new DistillationFrom(teacher, temperature).values(layer, batch)); // (B)
            }
        }
        return divergences.isEmpty()
                ? batch.manager().zeros(batch.labels().getShape()) // (B)
                : NDArrays.stack(divergences).mean(new int[] {0}); // (B)
    }
}
