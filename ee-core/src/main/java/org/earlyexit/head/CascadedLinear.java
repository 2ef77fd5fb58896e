package org.earlyexit.head;

import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.spi.ComponentId;

/**
 * A pooler and a linear layer for each layer, which also reads what the classifier before found, and a weighted
 * geometric mean of all answers so far, as in Zero Time Waste (Wołczyk et al., NeurIPS 2021), after notes of others:
 *
 * <pre>{@code
 * c_l = tanh(P_l h_l[0] + q_l),   y_l = W_l [dropout(c_l); y_(l-1) detached] + b_l,   p_l = softmax(y_l)
 * z_l = sum_(j<=l) softplus(v_lj) ln p_j + d_l for l < L,   z_L = y_L
 * }</pre>
 *
 * <p>What is given as pooled is {@code c_l} followed by {@code y_l}, so that a loss can train each classifier by
 * itself. The last layer answers alone: it is the network's own classifier. Means start even. That weights are kept
 * positive by a softplus is from memory. Every pooler starts as a copy of the backbone's pre-trained one where there is
 * one. Groups: {@code classifier.pooler[l]}, {@code classifier[l]}, {@code classifier.ensemble[l]}.
 *
 * @param dropout share of the pooled vector that training drops, in [0, 1)
 */
public record CascadedLinear(double dropout) implements InternalClassifierSpec {

    /** Offers it to suites. */
    public static final HeadFactory<CascadedLinear> FACTORY = new HeadFactory<>(
            new ComponentId("cascaded-linear"),
            CascadedLinear.class,
            "a pooler and a linear layer each, which reads the classifier before, and their geometric mean (ZTW)");

    public CascadedLinear {
        Dropout.requireShare(dropout);
    }

    @Override
    public InternalClassifier build(ModelContext context) {
        return new CascadedLinearClassifiers(context, dropout);
    }
}
