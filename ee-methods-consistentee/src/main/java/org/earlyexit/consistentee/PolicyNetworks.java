package org.earlyexit.consistentee;

import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.ModelContext;

/**
 * A policy network for each layer, the last one included, which say whether to leave:
 *
 * <pre>{@code u_l = w_l gelu(V_l z_l + b_l) + c_l,   p_l = sigmoid(u_l),   V_l is 32 x D}</pre>
 *
 * <p>{@code z_l} is the pooled state before dropout, so it takes a gradient from here where it learns. Biases start at
 * 0, {@code w} at N(0, 0.02²) as published, {@code V} too at width 768. Scores: {@value #PROBABILITY} is {@code p_l},
 * {@value #LOGIT} is {@code u_l}. Groups: {@code aux.policy[l]}.
 */
public record PolicyNetworks() implements AuxModuleSpec {

    /** The score {@code p_l}, in (0, 1). */
    public static final String PROBABILITY = "exit-probability";

    /** The score {@code u_l}, from which logarithms of {@code p_l} and {@code 1 - p_l} lose no digits. */
    public static final String LOGIT = "exit-logit";

    /** Selects them all. */
    static final String GROUPS = "aux.policy[*]";

    @Override
    public AuxModule build(ModelContext context) {
        return new PolicyNetworkPerLayer(context);
    }
}
