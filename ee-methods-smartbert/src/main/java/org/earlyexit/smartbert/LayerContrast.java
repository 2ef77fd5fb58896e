package org.earlyexit.smartbert;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.earlyexit.model.History;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.TrainingModule;

/**
 * A projection a layer, and the {@link TokenContrast} of each layer with the next. Its score after a layer is the sum
 * over the pairs up to that layer.
 */
final class LayerContrast implements TrainingModule {

    private final String name;
    private final List<Projection> projections;
    private final TokenContrast contrast;
    private final int pairs;
    private final Source source;
    private final Parameters parameters;

    /** What of a layer is projected, (B, T, D). */
    @FunctionalInterface
    interface Source {
        NDArray tokens(int layer, History whole);
    }

    /**
     * @param name of the score
     * @param projections one a layer, from layer 1
     * @param pairs how many pairs of neighbours are compared, from layers 1 and 2 on
     */
    LayerContrast(String name, List<Projection> projections, TokenContrast contrast, int pairs, Source source) {
        this.name = name;
        this.projections = List.copyOf(projections);
        this.contrast = contrast;
        this.pairs = pairs;
        this.source = source;
        List<Parameter> all = new ArrayList<>();
        projections.forEach(projection -> all.addAll(projection.parameters()));
        this.parameters = Parameters.of(all);
    }

    @Override
    public List<String> scoreNames() {
        return List.of(name);
    }

    @Override
    public NDArray scores(int layer, History whole) {
        IntFunction<NDArray> projected = l -> projections.get(l - 1).apply(source.tokens(l, whole));
        NDArray sum = whole.current().manager().zeros(whole.current().hidden().getShape().slice(0, 1)); // (B)
        NDArray before = projected.apply(1);
        for (int pair = 1; pair <= Math.min(pairs, layer - 1); pair++) {
            NDArray next = projected.apply(pair + 1);
            sum = sum.add(contrast.losses(before, next, whole.current()));
            before = next;
        }
        return sum.expandDims(1); // (B, 1)
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }
}
