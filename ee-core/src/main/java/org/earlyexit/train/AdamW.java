package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
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
 */
final class AdamW implements AutoCloseable {

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
        trainable.forEach(parameter -> slots.add(new Slot(parameter, manager)));
        try (NDManager scope = manager.newSubManager()) {
            gradients(scope).forEach(gradient -> gradient.set(new NDIndex("..."), 0f));
        }
    }

    /**
     * Moves the parameters once and zeroes their gradients.
     *
     * @param rate the learning rate of this step
     * @return the norm of all gradients before clipping; where it is not finite, nothing has been moved
     */
    double step(double rate) {
        try (NDManager scope = manager.newSubManager()) {
            NDList gradients = gradients(scope);
            float[] norms = norms(gradients);
            double norm = globalNorm(norms);
            if (!Double.isFinite(norm)) {
                return norm;
            }
            double scale = spec.clipNorm() == 0 ? 1 : Math.min(1, spec.clipNorm() / (norm + CLIP_EPSILON));
            for (int i = 0; i < norms.length; i++) {
                if (norms[i] > 0) {
                    slots.get(i).update(gradients.get(i), new Rates(spec, rate, scale));
                }
            }
            return norm;
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    private NDList gradients(NDManager scope) {
        NDList gradients = new NDList();
        for (Slot slot : slots) {
            NDArray gradient = slot.parameter.array().getGradient();
            gradient.attach(scope); // a new handle each time, which would else live as long as the parameter
            gradients.add(gradient);
        }
        return gradients;
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

    /** What one step is scaled by. */
    private record Rates(OptimizerSpec spec, double rate, double scale) {}

    /** One parameter with its moments. */
    private static final class Slot {

        private final Parameter parameter;
        private final NDArray first; // m
        private final NDArray second; // v
        private int updates;

        Slot(Parameter parameter, NDManager manager) {
            this.parameter = parameter;
            this.first = manager.zeros(parameter.array().getShape());
            this.second = manager.zeros(parameter.array().getShape());
        }

        void update(NDArray gradient, Rates rates) {
            updates++;
            NDArray array = parameter.array();
            array.setRequiresGradient(false); // a leaf that requires its gradient must not be written in place
            moveMoments(gradient, rates.scale());
            double correction1 = 1 - Math.pow(BETA1, updates);
            double correction2 = Math.sqrt(1 - Math.pow(BETA2, updates));
            try (NDArray root = second.sqrt();
                    NDArray divisor = root.addi(rates.spec().epsilon() * correction2);
                    NDArray change = first.div(divisor)) {
                change.muli(rates.rate() * correction2 / correction1);
                if (parameter.decays() && rates.spec().weightDecay() > 0) {
                    array.muli(1 - rates.rate() * rates.spec().weightDecay());
                }
                array.subi(change);
            }
            gradient.subi(gradient);
            array.setRequiresGradient(true);
        }

        private void moveMoments(NDArray gradient, double scale) {
            first.muli(BETA1);
            second.muli(BETA2);
            try (NDArray share = gradient.mul((1 - BETA1) * scale);
                    NDArray square = share.mul(gradient)) {
                first.addi(share);
                square.muli((1 - BETA2) / (1 - BETA1) * scale);
                second.addi(square);
            }
        }
    }
}
