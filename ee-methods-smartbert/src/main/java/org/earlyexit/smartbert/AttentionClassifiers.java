package org.earlyexit.smartbert;

import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.ModelContext;

/**
 * A small attention over all tokens for each layer, unlike FastBERT's without a map behind the attention:
 *
 * <pre>{@code
 * u_l = tanh(I_l h_l + b_l),   a_l = first token of attention(u_l),   z_l = V_l tanh(M_l a_l + m_l) + v_l
 * }</pre>
 *
 * <p>In training it also says {@code u_l}, which {@link ClassifierContrast} reads. Groups: {@code classifier[l]}.
 *
 * @param sizes 4 heads as published
 */
record AttentionClassifiers(Sizes sizes) implements InternalClassifierSpec {

    @Override
    public InternalClassifier build(ModelContext context) {
        return new AttentionClassifierPerLayer(context, sizes);
    }
}
