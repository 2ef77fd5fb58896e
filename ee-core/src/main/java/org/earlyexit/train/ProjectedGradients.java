package org.earlyexit.train;

/**
 * Two gradients that do not work against each other: that of the objective's leading terms as it is, and that of all
 * others without what would undo it. For each tensor, with {@code f} the gradient of the leading terms and {@code s}
 * that of the others,
 *
 * <pre>{@code g = f + s - min(<s, f> / ||f||^2, 0) f}</pre>
 *
 * <p>Tensors that are not chosen, and biases and LayerNorms, get {@code f + s}. Both passes draw the same dropout.
 *
 * @param leading how many of the objective's terms lead, at least 1
 * @param among the groups whose tensors are projected
 */
public record ProjectedGradients(int leading, Selector among) implements GradientRule {

    public ProjectedGradients {
        if (leading < 1) {
            throw new IllegalArgumentException("leading must be at least 1, was " + leading);
        }
    }

    @Override
    public double gradients(GradientSession session) {
        Objective whole = session.objective();
        int terms = whole.terms().size();
        if (leading >= terms) {
            throw new IllegalArgumentException(
                    "leading must be below the %d terms of the objective, was %d".formatted(terms, leading));
        }
        Selector all = Selector.everything();
        GradientSession.Rows rows = session.rows();
        GradientSession.Slope first = session.slope(new Objective(whole.terms().subList(0, leading)), rows, all);
        GradientSession.Slope others = session.slope(new Objective(whole.terms().subList(leading, terms)), rows, all);
        session.add(first.direction());
        session.add(others.direction().notAgainst(first.direction(), among));
        return first.value() + others.value();
    }
}
