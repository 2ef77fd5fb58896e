package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.TokenReach;

/**
 * NSP's certainty-aware probability: how probable it is that a classifier does not know, by what of the pooled vector
 * it cannot see. With {@code W} (C, D) and {@code b} of the classifier after layer {@code l} and the pooled vector
 * {@code c},
 *
 * <pre>{@code
 * f = c + W^+ b,   z = W f,   n = sqrt(1 - ||P f||^2 / ||f||^2),   P the projection on the rows of W
 * u_l = softmax([z; alpha n]) at its last place,   in (0, 1), low where a classifier is sure
 * }</pre>
 *
 * <p>As in the published code; nothing is trained. {@code n} does not change with the length of {@code f}. Where C rows
 * are independent {@code ||P f||^2 = z (W W^T)^-1 z}. Needs linear classifiers over the pooled vector. Score:
 * {@value #UNCERTAINTY}.
 *
 * @param alpha how much {@code n} counts beside logits, at least 0
 */
public record NullSpaceScore(double alpha) implements AuxModuleSpec {

    /** The score {@code u_l}. */
    public static final String UNCERTAINTY = "certainty";

    @Override
    public AuxModule build(ModelContext context) {
        InternalClassifier classifiers = context.classifiers()
                .orElseThrow(() -> new IllegalStateException("classifiers must be built before what reads them"));
        return new Module(classifiers, context.spec().hidden(), context.kind().outputs(), alpha);
    }

    private record Module(InternalClassifier classifiers, int hidden, int outputs, double alpha) implements AuxModule {

        @Override
        public List<String> scoreNames() {
            return List.of(UNCERTAINTY);
        }

        @Override
        public NDArray scores(int layer, History upTo) {
            NDArray pooled = upTo.output(layer).pooled(); // (B, D)
            NDManager batch = pooled.getManager();
            NDArray weight = of(batch, "classifier[" + layer + "].weight"); // (C, D)
            NDArray bias = of(batch, "classifier[" + layer + "].bias").expandDims(0); // (1, C)
            int[] vector = {1};
            NDArray inverse = weight.matMul(weight.transpose()).inverse(); // (C, C)
            NDArray seen = pooled.add(bias.matMul(inverse).matMul(weight)); // f, (B, D)
            NDArray logits = seen.matMul(weight.transpose()); // (B, C)
            NDArray inside = logits.matMul(inverse).mul(logits).sum(vector, true); // (B, 1)
            NDArray whole = seen.square().sum(vector, true); // (B, 1)
            NDArray outside = inside.div(whole).neg().add(1).clip(0, 1).sqrt(); // n, (B, 1)
            NDArray all = NDArrays.concat(new NDList(logits, outside.mul(batch.create((float) alpha))), 1);
            return all.softmax(1).get(":, {}:", outputs); // (B, 1)
        }

        /** A parameter by way of an array of the batch, so that what is made of it belongs to the batch. */
        private NDArray of(NDManager batch, String name) {
            Parameter parameter = classifiers.parameters().list().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the null space needs a linear classifier after every layer, '%s' is missing"
                                    .formatted(name)));
            return batch.create(0f).add(parameter.array());
        }

        @Override
        public MacCount macs(int layer, int tokens) {
            return MacCount.linear(2, hidden, outputs).plus(MacCount.linear(1, outputs, outputs));
        }

        @Override
        public TokenReach reads() {
            return TokenReach.FIRST_TOKEN; // none itself: what it reads is the classifiers'
        }
    }
}
