package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;
import org.earlyexit.model.Phase;

/**
 * Keeps inference from building graphs. On the PyTorch engine gradients are on by default on every thread but the
 * first; other engines record only inside a collector.
 */
final class GradientPause {

    private GradientPause() {}

    /** Does something, without gradients on this thread if the phase has no use for them. */
    static <T> T during(Phase phase, NDManager manager, Supplier<T> work) {
        if (phase == Phase.TRAINING || !Kernels.onPyTorch(manager) || !JniUtils.isGradMode()) {
            return work.get();
        }
        JniUtils.setGradMode(false);
        try {
            return work.get();
        } finally {
            JniUtils.setGradMode(true);
        }
    }
}
