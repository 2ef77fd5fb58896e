package org.earlyexit.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.stream.Stream;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.TokenReach;
import org.earlyexit.spi.ComponentId;

/**
 * One pooler and one linear layer for all layers, as in PALBERT:
 *
 * <pre>{@code c_l = tanh(P h_l[0] + q),   z_l = W dropout(c_l) + b,   l = 1..L}</pre>
 *
 * <p>The state of the layer before is kept, for modules that compare the two. Groups: {@code classifier.pooler},
 * {@code classifier}.
 *
 * @param dropout share of the pooled vector that training drops, in [0, 1)
 */
public record OnePooledLinear(double dropout) implements InternalClassifierSpec {

    /** Offers it to suites. */
    public static final HeadFactory<OnePooledLinear> FACTORY = new HeadFactory<>(
            new ComponentId("one-pooled-linear"),
            OnePooledLinear.class,
            "one pooler and one linear layer for all layers (PALBERT)");

    public OnePooledLinear {
        Dropout.requireShare(dropout);
    }

    @Override
    public InternalClassifier build(ModelContext context) {
        return new One(context, dropout);
    }

    private static final class One implements InternalClassifier {

        private final Dense pooler;
        private final Dense classifier;
        private final double dropout;
        private final MacCount macs;
        private final Parameters parameters;

        One(ModelContext context, double dropout) {
            int hidden = context.spec().hidden();
            int outputs = context.kind().outputs();
            this.dropout = dropout;
            pooler = Dense.pooler(context, "classifier.pooler");
            classifier = Dense.random(context, "classifier", hidden, outputs);
            macs = MacCount.linear(1, hidden, hidden).plus(MacCount.linear(1, hidden, outputs));
            parameters = Parameters.of(Stream.of(pooler, classifier)
                    .flatMap(map -> map.parameters().stream())
                    .toList());
        }

        @Override
        public ClassifierOutput forward(int layer, History upTo) {
            LayerState state = upTo.current();
            NDArray first = state.hidden().get(new NDIndex(":, 0")); // (B, D)
            NDArray pooled = pooler.apply(first).tanh();
            return new ClassifierOutput(classifier.apply(Dropout.apply(pooled, dropout, state.phase())), pooled);
        }

        @Override
        public MacCount macs(int layer, int tokens) {
            return macs;
        }

        @Override
        public Parameters parameters() {
            return parameters;
        }

        @Override
        public int lookBack() {
            return 1;
        }

        @Override
        public TokenReach reads() {
            return TokenReach.FIRST_TOKEN;
        }
    }
}
