package org.earlyexit.smartbert;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.head.Dense;
import org.earlyexit.head.FirstTokenAttention;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;

/**
 * How a gate and a classifier read the states of a layer:
 *
 * <pre>{@code u = tanh(I h + b)   (B, T, W),   a = first token of attention(u)   (B, W)}</pre>
 */
final class TokenReader {

    private final int hidden;
    private final int width;
    private final Dense in;
    private final FirstTokenAttention attention;

    /** @param group of its parameters, and the beginning of their names */
    TokenReader(ModelContext context, String group, Sizes sizes) {
        hidden = context.spec().hidden();
        width = sizes.width(context.spec());
        in = Dense.likePyTorch(context, group + ".in", group, hidden, width);
        attention = new FirstTokenAttention(
                Dense.likePyTorch(context, group + ".query", group, width, width),
                Dense.likePyTorch(context, group + ".key", group, width, width),
                Dense.likePyTorch(context, group + ".value", group, width, width),
                sizes.heads(),
                sizes.dropout());
    }

    /** {@code u}, (B, T, W). */
    NDArray tokens(LayerState state) {
        return in.apply(state.hidden()).tanh();
    }

    /** {@code a}, (B, W). */
    NDArray seen(NDArray tokens, LayerState state) {
        return attention.apply(tokens, state);
    }

    /** For {@code thop} the published form counts, in which every token asks although only the first is read. */
    MacCount macs(int tokens) {
        long askedInVain = (tokens - 1L) * width * width;
        return MacCount.linear(tokens, hidden, width)
                .plus(attention.macs(tokens))
                .plus(new MacCount(0, askedInVain));
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(in.parameters());
        all.addAll(attention.parameters());
        return all;
    }
}
