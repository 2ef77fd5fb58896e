package org.earlyexit.head;

import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.spi.ComponentId;

/**
 * One pooler for all layers and one linear layer each, as in PABEE and ConsistentEE:
 *
 * <pre>{@code c_l = tanh(P h_l[0] + q),   z_l = W_l dropout(c_l) + b_l,   l = 1..L}</pre>
 *
 * <p>The pooler starts as the backbone's pre-trained one where there is one, all else from N(0, 0.02²) at width 768
 * with zero biases. Groups: {@code classifier.pooler}, {@code classifier[l]}.
 *
 * @param dropout share of the pooled vector that training drops, in [0, 1)
 */
public record PooledLinear(double dropout) implements InternalClassifierSpec {

    /** Offers it to suites. */
    public static final HeadFactory<PooledLinear> FACTORY = new HeadFactory<>(
            new ComponentId("pooled-linear"),
            PooledLinear.class,
            "one pooler for all layers and one linear layer each (PABEE, ConsistentEE)");

    public PooledLinear {
        Dropout.requireShare(dropout);
    }

    @Override
    public InternalClassifier build(ModelContext context) {
        return new PooledLinearClassifiers(context, dropout, false);
    }
}
