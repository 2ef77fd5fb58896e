package org.earlyexit.smartbert;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.head.Dense;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerGate;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;

/** What {@link LayerGates} builds. */
final class GatePerLayer implements AuxModule, LayerGate {

    private final List<TokenReader> readers = new ArrayList<>();
    private final List<Dense> judges = new ArrayList<>();
    private final int width;
    private final Parameters parameters;

    GatePerLayer(ModelContext context, Sizes sizes) {
        width = sizes.width(context.spec());
        List<Parameter> all = new ArrayList<>();
        for (int layer = 1; layer <= context.spec().layers(); layer++) {
            String group = "aux.gate[" + layer + "]";
            TokenReader reader = new TokenReader(context, group, sizes);
            Dense judge = Dense.likePyTorch(context, group + ".out", group, width, 1);
            readers.add(reader);
            judges.add(judge);
            all.addAll(reader.parameters());
            all.addAll(judge.parameters());
        }
        parameters = Parameters.of(all);
    }

    /** {@code g_l} of what comes into a layer. */
    @Override
    public NDArray gate(int layer, LayerState incoming) {
        TokenReader reader = readers.get(layer - 1);
        NDArray seen = reader.seen(reader.tokens(incoming), incoming); // (B, W)
        return Activation.sigmoid(judges.get(layer - 1).apply(seen)).squeeze(1); // (B)
    }

    @Override
    public MacCount gateMacs(int layer, int tokens) {
        return readers.get(layer - 1).macs(tokens).plus(MacCount.linear(1, width, 1));
    }

    @Override
    public List<String> scoreNames() {
        return List.of(LayerGates.GATE);
    }

    @Override
    public NDArray scores(int layer, History upTo) {
        LayerAction action = upTo.action(layer);
        if (action instanceof LayerAction.SoftGate soft) {
            return soft.gates().expandDims(1);
        }
        if (action instanceof LayerAction.RunRows rows && !rows.gates().isEmpty()) {
            float[] gates = new float[rows.gates().size()];
            for (int row = 0; row < gates.length; row++) {
                gates[row] = rows.gates().get(row);
            }
            return upTo.current().manager().create(gates).expandDims(1);
        }
        throw new IllegalStateException("gates must have decided on layer %d, was %s".formatted(layer, action));
    }

    /** Nothing: gates are asked before layers, and their controller counts them. */
    @Override
    public MacCount macs(int layer, int tokens) {
        return MacCount.ZERO;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }
}
