package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
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

    /**
     * Its value for a batch.
     *
     * @return a scalar attached to the graph, in the batch's manager
     * @throws IllegalArgumentException if nothing is read, or a term or weighting has another shape than (B)
     */
    public NDArray value(TrainingBatch batch) {
        NDList parts = new NDList();
        for (Summand summand : terms) {
            for (int layer = 1; layer <= batch.layers(); layer++) {
                if (summand.weighting().reads(layer, batch.layers())) {
                    parts.add(part(summand, layer, batch));
                }
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException(
                    "an objective must read at least one of the %d layers, was %s".formatted(batch.layers(), this));
        }
        return parts.size() == 1 ? parts.head() : NDArrays.stack(parts).sum();
    }

    /** Whether any term looks at the classifier of that layer, at any step. */
    public boolean reads(int layer, int layers) {
        return terms.stream().anyMatch(summand -> summand.weighting().reads(layer, layers));
    }

    private static NDArray part(Summand summand, int layer, TrainingBatch batch) {
        NDArray losses = summand.term().values(layer, batch); // (B)
        NDArray weights = summand.weighting().weights(layer, batch); // () or (B)
        requireShape(summand.term(), losses, batch, false);
        requireShape(summand.weighting(), weights, batch, true);
        NDArray mean = losses.mul(weights).mean();
        if (summand.coefficient() == 1) {
            return mean;
        }
        // held by the batch's manager until the backward pass has read it
        return mean.mul(batch.manager().create((float) summand.coefficient()));
    }

    private static void requireShape(Object what, NDArray array, TrainingBatch batch, boolean mayBeScalar) {
        Shape expected = batch.labels().getShape();
        if (!array.getShape().equals(expected) && !(mayBeScalar && array.isScalar())) {
            throw new IllegalArgumentException(
                    "%s must have the shape of the labels, %s, was %s".formatted(what, expected, array.getShape()));
        }
    }
}
