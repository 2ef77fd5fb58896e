package org.earlyexit.head;

import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.spi.ComponentId;

/**
 * Classifiers over the pooled vectors of all layers, those so far as they are and those to come as imagined, as in
 * GPFEE (Liao et al., NAACL 2021), after its published code:
 *
 * <pre>{@code
 * c_l = tanh(P_l h_l[0] + q_l),   f_j(c) = tanh(F_j c + e_j)
 * past_l = sum_(j<=l) (W_j c_j + b_j),   future_l = sum_(j>l) (W_j f_j(c_l) + b_j)
 * r_l = sigmoid(R tanh(mean_(j<=l) (V_j c_j + d_j)) + s)
 * z_l = 2 r_l past_l + (2 - 2 r_l) future_l
 * }</pre>
 *
 * <p>A pooled vector of an earlier layer is read detached. What is given as pooled is {@code c_l} followed by
 * {@code f_j(c_l)} for each deeper layer {@code j}, so that a loss can compare them with what comes. Every pooler
 * starts as a copy of the backbone's pre-trained one where there is one. Groups: {@code classifier.pooler[l]},
 * {@code classifier[l]} with {@code F_l}, {@code W_l} and {@code V_l}, {@code classifier.gate} with {@code R}.
 *
 * @param dropout share of the pooled vectors that training drops before {@code W} and {@code V}, in [0, 1)
 */
public record PastFuture(double dropout) implements InternalClassifierSpec {

    /** Offers it to suites. */
    public static final HeadFactory<PastFuture> FACTORY = new HeadFactory<>(
            new ComponentId("past-future"),
            PastFuture.class,
            "classifiers over all past layers and an imagination of the future ones (GPFEE)");

    public PastFuture {
        Dropout.requireShare(dropout);
    }

    @Override
    public InternalClassifier build(ModelContext context) {
        return new PastFutureClassifiers(context, dropout);
    }
}
