package org.earlyexit.smartbert;

import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.ModelContext;

/**
 * A gate for each layer, which says from what comes in whether to skip it:
 *
 * <pre>{@code g_l = sigmoid(w_l . a_l + c_l),   a_l = first token of attention(tanh(I_l x_l + b_l))}</pre>
 *
 * <p>The score {@value #GATE} after layer {@code l} is {@code g_l}, as it was when the layer was run or skipped. Groups:
 * {@code aux.gate[l]}.
 *
 * @param sizes 2 heads as published
 */
record LayerGates(Sizes sizes) implements AuxModuleSpec {

    /** The score {@code g_l}, in (0, 1); large means skip. */
    static final String GATE = "gate";

    /** Selects them all. */
    static final String GROUPS = "aux.gate[*]";

    @Override
    public AuxModule build(ModelContext context) {
        return new GatePerLayer(context, sizes);
    }
}
