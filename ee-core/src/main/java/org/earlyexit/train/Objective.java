package org.earlyexit.train;

import java.util.List;

/**
 * What a stage minimises:
 *
 * <pre>{@code loss = sum_k coefficient_k * sum_l mean_b ( term_k(b, l) * weighting_k(b, l) )}</pre>
 *
 * @param terms the summands, at least one
 */
public record Objective(List<Summand> terms) {

    /**
     * One summand.
     *
     * @param coefficient its factor
     * @param term what each sample loses at each layer
     * @param weighting how much that counts
     */
    public record Summand(double coefficient, LossTerm term, Weighting weighting) {}

    public Objective {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("an objective must have at least one term");
        }
    }

    /** An objective of one term with coefficient 1. */
    public static Objective of(LossTerm term, Weighting weighting) {
        return new Objective(List.of(new Summand(1, term, weighting)));
    }

    /** Whether any term looks at the classifier of that layer, at any step. */
    public boolean reads(int layer, int layers) {
        return terms.stream().anyMatch(summand -> summand.weighting().reads(layer, layers));
    }
}
