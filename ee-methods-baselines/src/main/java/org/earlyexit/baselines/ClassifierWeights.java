package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.SilentModule;
import org.earlyexit.train.Distillation;

/**
 * LeeBERT's weights of each classifier and of each pair of a teacher and a learner, which serve training alone:
 *
 * <pre>{@code
 * w = softmax(a) over layers,   v = softmax(b) over pairs of a teacher m and a learner l
 * }</pre>
 *
 * <p>So they are positive, and each kind sums to 1. They start at {@code w_l = l / sum_k k}, and {@code v_ml} as that
 * divided among {@code l}'s teachers. Group: {@code aux.loss-weights}.
 *
 * @param teachers whom a layer learns from
 */
record ClassifierWeights(Distillation.Teachers teachers) implements AuxModuleSpec {

    /** Selects its parameters. */
    static final String GROUP = "aux.loss-weights";

    private static final float NEVER = -1e9f; // of a pair that does not teach: its weight is 0

    @Override
    public AuxModule build(ModelContext context) {
        return new Module(context, teachers);
    }

    /** The weights of one model. */
    static final class Module implements SilentModule {

        private final int layers;
        private final NDArray own; // a, (L)
        private final NDArray pairs; // b, (L L): the teacher's row, the learner's column
        private final Parameters parameters;

        Module(ModelContext context, Distillation.Teachers teachers) {
            layers = context.spec().layers();
            own = context.trainable(ownStart(), new Shape(layers));
            pairs = context.trainable(pairStart(teachers), new Shape((long) layers * layers));
            parameters = Parameters.of(List.of(
                    new Parameter(GROUP + ".classifiers", GROUP, own, false),
                    new Parameter(GROUP + ".pairs", GROUP, pairs, false)));
        }

        private float[] ownStart() {
            float[] start = new float[layers];
            for (int layer = 1; layer <= layers; layer++) {
                start[layer - 1] = (float) Math.log(layer);
            }
            return start;
        }

        private float[] pairStart(Distillation.Teachers teachers) {
            float[] start = new float[layers * layers];
            for (int layer = 1; layer <= layers; layer++) {
                int learner = layer;
                long count = IntStream.rangeClosed(1, layers)
                        .filter(teacher -> teachers.teaches(teacher, learner, layers))
                        .count();
                for (int teacher = 1; teacher <= layers; teacher++) {
                    boolean teaches = teachers.teaches(teacher, layer, layers);
                    start[(teacher - 1) * layers + layer - 1] =
                            teaches ? (float) Math.log((double) layer / count) : NEVER;
                }
            }
            return start;
        }

        /** How much each classifier counts, (L), attached. */
        NDArray classifiers(NDManager batch) {
            return batch.create(0f).add(own).softmax(0); // by way of an array of the batch, to which it belongs
        }

        /** How much each pair counts, (L, L): the teacher's row, the learner's column; attached. */
        NDArray pairs(NDManager batch) {
            return batch.create(0f).add(pairs).softmax(0).reshape(layers, layers);
        }

        @Override
        public Parameters parameters() {
            return parameters;
        }
    }
}
