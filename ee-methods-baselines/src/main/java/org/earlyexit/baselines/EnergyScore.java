package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.History;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.TokenReach;

/**
 * The normalised energy of each layer's logits, which probabilities alone do not tell:
 *
 * <pre>{@code E_l = 1 / (1 + sum_c e^(z_l,c)),   in (0, 1), low where a classifier is sure}</pre>
 *
 * <p>It has no parameters. Score: {@value #ENERGY}.
 */
public record EnergyScore() implements AuxModuleSpec {

    /** The score {@code E_l}. */
    public static final String ENERGY = "energy";

    @Override
    public AuxModule build(ModelContext context) {
        return new Module();
    }

    private static final class Module implements AuxModule {

        @Override
        public List<String> scoreNames() {
            return List.of(ENERGY);
        }

        @Override
        public NDArray scores(int layer, History upTo) {
            return Doubt.ENERGY.of(upTo.output(layer).logits()).expandDims(1); // (B, 1)
        }

        @Override
        public TokenReach reads() {
            return TokenReach.FIRST_TOKEN; // none itself: what it reads is the classifiers'
        }
    }
}
