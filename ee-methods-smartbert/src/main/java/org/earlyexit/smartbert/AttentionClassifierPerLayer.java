package org.earlyexit.smartbert;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.head.Dense;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.Phase;

/** What {@link AttentionClassifiers} builds. */
final class AttentionClassifierPerLayer implements InternalClassifier {

    private final List<TokenReader> readers = new ArrayList<>();
    private final List<Dense> middles = new ArrayList<>();
    private final List<Dense> outs = new ArrayList<>();
    private final MacCount answer;
    private final Parameters parameters;

    AttentionClassifierPerLayer(ModelContext context, Sizes sizes) {
        int width = sizes.width(context.spec());
        int outputs = context.kind().outputs();
        answer = MacCount.linear(1, width, width).plus(MacCount.linear(1, width, outputs));
        List<Parameter> all = new ArrayList<>();
        for (int layer = 1; layer <= context.spec().layers(); layer++) {
            String group = "classifier[" + layer + "]";
            TokenReader reader = new TokenReader(context, group, sizes);
            Dense middle = Dense.likePyTorch(context, group + ".middle", group, width, width);
            Dense out = Dense.likePyTorch(context, group + ".out", group, width, outputs);
            readers.add(reader);
            middles.add(middle);
            outs.add(out);
            all.addAll(reader.parameters());
            all.addAll(middle.parameters());
            all.addAll(out.parameters());
        }
        parameters = Parameters.of(all);
    }

    @Override
    public ClassifierOutput forward(int layer, History upTo) {
        LayerState state = upTo.current();
        TokenReader reader = readers.get(layer - 1);
        NDArray tokens = reader.tokens(state); // (B, T, W)
        NDArray pooled =
                middles.get(layer - 1).apply(reader.seen(tokens, state)).tanh(); // (B, W)
        NDArray logits = outs.get(layer - 1).apply(pooled);
        return new ClassifierOutput(logits, pooled, state.phase() == Phase.TRAINING ? tokens : null);
    }

    @Override
    public MacCount macs(int layer, int tokens) {
        return readers.get(layer - 1).macs(tokens).plus(answer);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }
}
