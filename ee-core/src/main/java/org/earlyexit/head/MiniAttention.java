package org.earlyexit.head;

import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.spi.ComponentId;

/**
 * A small attention over all tokens for each layer, as in FastBERT (Liu et al., ACL 2020), after its published code:
 *
 * <pre>{@code
 * n_l = tanh(I_l h_l),   a_l = first token of attention(n_l),   c_l = tanh(M_l O_l a_l),   z_l = W_l c_l
 * }</pre>
 *
 * <p>Each map has a bias; {@code n}, {@code a}, {@code c} are of a width that does not grow with the backbone's. Only
 * the first token asks, because only its answer is read, where the published code asks for all of them. Groups:
 * {@code classifier[l]}.
 *
 * @param width of the attention, 128 as published
 * @param heads of the attention, a divisor of the width, 2 as published
 */
public record MiniAttention(int width, int heads) implements InternalClassifierSpec {

    /** Offers it to suites. */
    public static final HeadFactory<MiniAttention> FACTORY = new HeadFactory<>(
            new ComponentId("mini-attention"),
            MiniAttention.class,
            "a small attention over all tokens for each layer (FastBERT)");

    public MiniAttention {
        if (width < 1 || heads < 1 || width % heads != 0) {
            throw new IllegalArgumentException(
                    "width must be a multiple of heads, both at least 1, were %d and %d".formatted(width, heads));
        }
    }

    @Override
    public InternalClassifier build(ModelContext context) {
        return new MiniAttentionClassifiers(context, this);
    }
}
