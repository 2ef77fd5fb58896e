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
            boolean teaches(int teacher, int layer, int layers) {
                return teacher == layers && layer != layers;
            }
        },
        /** Every deeper classifier. */
        DEEPER {
            @Override
            boolean teaches(int teacher, int layer, int layers) {
                return teacher > layer;
            }
        },
        /** Every other classifier. */
        OTHERS {
            @Override
            boolean teaches(int teacher, int layer, int layers) {
                return teacher != layer;
            }
        };

        abstract boolean teaches(int teacher, int layer, int layers);
    }

    public Distillation {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("temperature must be above 0, was " + temperature);
        }
    }

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDArray learning = logProbabilities(layer, batch); // (B, C)
        NDList divergences = new NDList();
        for (int teacher = 1; teacher <= batch.layers(); teacher++) {
            if (teachers.teaches(teacher, layer, batch.layers())) {
                NDArray taught = logProbabilities(teacher, batch).stopGradient(); // (B, C)
                divergences.add(taught.exp().mul(taught.sub(learning)).sum(new int[] {1})); // (B)
            }
        }
        if (divergences.isEmpty()) {
            return batch.manager().zeros(batch.labels().getShape()); // (B)
        }
        NDArray mean = NDArrays.stack(divergences).mean(new int[] {0}); // (B)
        return temperature == 1 ? mean : mean.mul(batch.manager().create((float) (temperature * temperature)));
    }

    private NDArray logProbabilities(int layer, TrainingBatch batch) {
        NDArray logits = batch.history().output(layer).logits();
        // the divisor is held by the batch's manager until the backward pass has read it
        NDArray tempered =
                temperature == 1 ? logits : logits.div(batch.manager().create((float) temperature));
        return tempered.logSoftmax(1);
    }
}
