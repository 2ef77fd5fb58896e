package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.model.Parameter;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, <a href="https://arxiv.org/abs/1711.05101">ICLR 2019</a>),
 * after the gradients' global norm has been clipped:
 *
 * <pre>{@code
 * g = g * min(1, clip / (|g| + 1e-6))
 * m = b1 m + (1 - b1) g,   v = b2 v + (1 - b2) g g
 * p = p (1 - rate * decay) - rate * (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)
 * }</pre>
 *
 * <p>{@code t} counts the updates of each parameter, not of the stage. A parameter whose gradient is all zero took no
 * part in the loss and is left as it is, moments and all; PyTorch does so where a gradient is {@code None}. Weight
 * decay spares biases and LayerNorms.
 *
 * <p>In plain array operations, for every engine, and the reference that {@link FusedAdamW} must agree with.
 */
final class AdamW implements Optimizer {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double CLIP_EPSILON = 1e-6; // as in torch.nn.utils.clip_grad_norm_

    private final List<Slot> slots = new ArrayList<>();
    private final OptimizerSpec spec;
    private final NDManager manager;

    /**
     * A fresh optimiser: no moments, gradients zeroed.
     *
     * @param trainable the parameters that it moves; they require gradients
     * @param parent of the manager that owns the moments
     */
    AdamW(List<Parameter> trainable, OptimizerSpec spec, NDManager parent) {
        this.spec = spec;
        this.manager = parent.newSubManager();
        try (NDManager scope = manager.newSubManager()) {
            for (Parameter parameter : trainable) {
                Slot slot = new Slot(parameter, manager);
                slot.gradient(scope).set(new NDIndex("..."), 0f);
                slots.add(slot);
            }
        }
    }

    @Override
    public double step(double rate) {
        try (NDManager scope = manager.newSubManager()) {
            NDList gradients = new NDList();
            slots.forEach(slot -> gradients.add(slot.gradient(scope)));
            float[] norms = norms(gradients);
            double norm = globalNorm(norms);
            if (!Double.isFinite(norm)) {
                return norm;
            }
            clip(gradients, norm, scope);
            Map<Integer, Factors> factors = new HashMap<>();
            for (int i = 0; i < norms.length; i++) {
                if (norms[i] > 0) {
                    int update = ++slots.get(i).updates;
                    slots.get(i)
                            .move(
                                    gradients.get(i),
                                    factors.computeIfAbsent(update, t -> new Factors(spec, rate, t, scope)));
                }
            }
            return norm;
        }
    }

    @Override
    public void save(StageFile.Out out) throws IOException {
        for (Slot slot : slots) {
            out.writeInt(slot.updates);
            out.floats(slot.first.toFloatArray());
            out.floats(slot.second.toFloatArray());
        }
    }

    @Override
    public void restore(StageFile.In in) throws IOException {
        for (Slot slot : slots) {
            slot.updates = in.readInt();
            in.into(slot.first);
            in.into(slot.second);
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    private void clip(NDList gradients, double norm, NDManager scope) {
        double scale = spec.clipNorm() / (norm + CLIP_EPSILON);
        if (spec.clipNorm() > 0 && scale < 1) {
            NDArray factor = scope.create((float) scale);
            gradients.forEach(gradient -> gradient.muli(factor));
        }
    }

    private static float[] norms(NDList gradients) {
        NDList norms = new NDList();
        gradients.forEach(gradient -> norms.add(gradient.norm()));
        return NDArrays.stack(norms).toFloatArray();
    }

    private static double globalNorm(float... norms) {
        double sum = 0;
        for (float norm : norms) {
            sum += (double) norm * norm;
        }
        return Math.sqrt(sum);
    }

    /** The scalars of a parameter's {@code t}-th update, as tensors: most parameters share them, and calls are dear. */
    private static final class Factors {

        private final NDArray beta1;
        private final NDArray beta2;
        private final NDArray epsilon;
        private final NDArray rate;
        private final NDArray decay;

        Factors(OptimizerSpec spec, double rate, int t, NDManager scope) {
            double first = (1 - Math.pow(BETA1, t)) / (1 - BETA1);
            double root = Math.sqrt((1 - Math.pow(BETA2, t)) / (1 - BETA2));
            this.beta1 = scope.create((float) BETA1);
            this.beta2 = scope.create((float) BETA2);
            this.epsilon = scope.create((float) (spec.epsilon() * root));
            this.rate = scope.create((float) (rate * root / first));
            this.decay = scope.create((float) (1 - rate * spec.weightDecay()));
        }
    }

    /** One parameter with its moments, kept without the factors {@code 1 - b}, which saves a pass over each. */
    private static final class Slot {

        private final Parameter parameter;
        private final NDArray first; // m / (1 - b1)
        private final NDArray second; // v / (1 - b2)
        private int updates;

        Slot(Parameter parameter, NDManager manager) {
            this.parameter = parameter;
            this.first = manager.zeros(parameter.array().getShape());
            this.second = manager.zeros(parameter.array().getShape());
        }

        /** The tensor itself, by a handle that lives as long as a step and not as the parameter. */
        NDArray gradient(NDManager scope) {
            NDArray gradient = parameter.array().getGradient();
            gradient.attach(scope);
            return gradient;
        }

        void move(NDArray gradient, Factors by) {
            first.muli(by.beta1).addi(gradient);
            second.muli(by.beta2);
            try (NDArray square = gradient.square()) {
                second.addi(square);
            }
            NDArray array = parameter.array();
            array.setRequiresGradient(false); // a leaf that requires its gradient must not be written in place
            if (parameter.decays()) {
                array.muli(by.decay);
            }
            try (NDArray divisor = second.sqrt();
                    NDArray change = first.div(divisor.addi(by.epsilon))) {
                array.subi(change.muli(by.rate));
            }
            array.setRequiresGradient(true);
            gradient.subi(gradient);
        }
    }
}
