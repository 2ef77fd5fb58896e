package org.earlyexit.bench.harness;

import java.util.List;
import org.earlyexit.execute.CascadedBackbone;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.Parameters;

/**
 * The classifiers of a model as those of its whole backbone: what a truncated or gated model is timed against. Layers
 * beyond the model's depth borrow its deepest classifier, which takes as long as their own would.
 */
record FullDepth(InternalClassifier classifiers, int depth) implements InternalClassifier {

    /** The plain model on the same weights: every layer, one classifier. It owns nothing and need not be closed. */
    static EarlyExitModel of(EarlyExitModel model, EngineRoom room) {
        return new EarlyExitModel(
                CascadedBackbone.plain(model.backbone()),
                CascadedBackbone.plain(model.backbone()).spec().layers(),
                new FullDepth(model.classifiers(), model.depth()),
                List.of(),
                Controller.RUN_EVERY_LAYER,
                model.kind(),
                room.manager());
    }

    @Override
    public ClassifierOutput forward(int layer, History upTo) {
        return classifiers.forward(Math.min(layer, depth), upTo);
    }

    @Override
    public MacCount macs(int layer, int tokens) {
        return classifiers.macs(Math.min(layer, depth), tokens);
    }

    @Override
    public Parameters parameters() {
        return classifiers.parameters();
    }

    @Override
    public int lookBack() {
        return classifiers.lookBack();
    }
}
