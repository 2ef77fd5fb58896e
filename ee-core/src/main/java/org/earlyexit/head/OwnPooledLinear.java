package org.earlyexit.head;

import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.spi.ComponentId;

/**
 * A pooler and a linear layer for each layer, as in DeeBERT:
 *
 * <pre>{@code c_l = tanh(P_l h_l[0] + q_l),   z_l = W_l dropout(c_l) + b_l,   l = 1..L}</pre>
 *
 * <p>Every pooler starts as a copy of the backbone's pre-trained one where there is one, all else from N(0, 0.02²) at
 * width 768 with zero biases. Groups: {@code classifier.pooler[l]}, {@code classifier[l]}.
 *
 * @param dropout share of the pooled vector that training drops, in [0, 1)
 */
public record OwnPooledLinear(double dropout) implements InternalClassifierSpec {

    /** Offers it to suites. */
    public static final HeadFactory<OwnPooledLinear> FACTORY = new HeadFactory<>(
            new ComponentId("own-pooled-linear"),
            OwnPooledLinear.class,
            "a pooler and a linear layer for each layer (DeeBERT)");

    public OwnPooledLinear {
        Dropout.requireShare(dropout);
    }

    @Override
    public InternalClassifier build(ModelContext context) {
        return new PooledLinearClassifiers(context, dropout, true);
    }
}
