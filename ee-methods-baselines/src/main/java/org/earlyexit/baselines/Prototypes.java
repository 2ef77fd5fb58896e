package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.History;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.TokenReach;

/**
 * DE3-BERT's prototypes: a vector of the pooled vector's size for every class and layer, and how much nearer the
 * nearest one is than the next.
 *
 * <pre>{@code
 * r_(1) <= r_(2) <= .. the distances ||c_l - m_lk|| over the classes k
 * s_l = 1/2 (1 + (r_(1) - r_(2)) / max(r_(1), r_(2))) = r_(1) / (2 r_(2)),   in [0, 1/2]
 * }</pre>
 *
 * <p>That the two distances are those to the nearest and the next prototype, and Euclidean, is a guess. Score:
 * {@value #RATIO}. Groups: {@code aux.prototypes[l]}.
 */
public record Prototypes() implements AuxModuleSpec {

    /** The score {@code s_l}, low where a sample is near one class alone. */
    public static final String RATIO = "distance-ratio";

    private static final float NEARLY_NOTHING = 1e-12f; // keeps the slope of the root finite

    @Override
    public AuxModule build(ModelContext context) {
        return new Module(context);
    }

    /** The prototypes of one model. */
    static final class Module implements AuxModule {

        private final List<NDArray> prototypes = new ArrayList<>(); // (1, C, D) each
        private final MacCount macs;
        private final Parameters parameters;

        Module(ModelContext context) {
            long hidden = context.spec().hidden();
            long classes = context.kind().outputs();
            List<Parameter> all = new ArrayList<>();
            for (int layer = 1; layer <= context.spec().layers(); layer++) {
                String group = "aux.prototypes[" + layer + "]";
                NDArray start = context.normal(group, 1 / Math.sqrt((double) hidden), new Shape(1, classes, hidden));
                prototypes.add(start);
                all.add(new Parameter(group, group, start, false));
            }
            macs = MacCount.linear(1, hidden, classes);
            parameters = Parameters.of(all);
        }

        /** The distance of each sample from each prototype, (B, C), attached. */
        NDArray distances(int layer, History upTo) {
            NDArray pooled = upTo.output(layer).pooled().expandDims(1); // (B, 1, D)
            return pooled.sub(prototypes.get(layer - 1))
                    .square()
                    .sum(new int[] {2})
                    .add(NEARLY_NOTHING)
                    .sqrt();
        }

        @Override
        public List<String> scoreNames() {
            return List.of(RATIO);
        }

        @Override
        public NDArray scores(int layer, History upTo) {
            NDArray ascending = distances(layer, upTo).sort(1); // (B, C)
            return ascending.get(":, 0:1").div(ascending.get(":, 1:2")).mul(0.5f); // (B, 1)
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
        public TokenReach reads() {
            return TokenReach.FIRST_TOKEN; // none itself: what it reads is the classifiers'
        }
    }
}
