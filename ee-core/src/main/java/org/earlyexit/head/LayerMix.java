package org.earlyexit.head;

import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.spi.ComponentId;

/**
 * A linear layer each over a mix of all layers so far and over what the classifiers before have said, as in The Right
 * Tool for the Job (Schwartz et al., ACL 2020), after its published code:
 *
 * <pre>{@code
 * c_l = tanh(P h_l[0] + q),   m_l = sum_(j<=l) a_lj c_j / ||a_l||,   z_l = W_l [dropout(m_l); z_1; ..; z_(l-1)] + b_l
 * }</pre>
 *
 * <p>The code scales {@code a_l} to length 1 after each pass; dividing by its length says the same and can be trained
 * as it stands. Mixes start even. That earlier logits are read is in the code, not confirmed by the paper; that layers
 * share a pooler is a guess. Groups: {@code classifier.pooler}, {@code classifier[l]}.
 *
 * @param dropout share of the mix that training drops, in [0, 1)
 */
public record LayerMix(double dropout) implements InternalClassifierSpec {

    /** Offers it to suites. */
    public static final HeadFactory<LayerMix> FACTORY = new HeadFactory<>(
            new ComponentId("layer-mix"),
            LayerMix.class,
            "a linear layer each over a learned mix of all layers so far (The Right Tool for the Job)");

    public LayerMix {
        Dropout.requireShare(dropout);
    }

    @Override
    public InternalClassifier build(ModelContext context) {
        return new LayerMixClassifiers(context, dropout);
    }
}
