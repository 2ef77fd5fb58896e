package org.earlyexit.smartbert;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.ModelContext;

/**
 * The contrast of the second stage, between the tokens {@code u_l} of each classifier and of the next, the last one left
 * out: {@code L - 2} pairs, their sum. The published code, off by one, leaves the last of these pairs out. Groups:
 * {@code aux.projection[l]}.
 *
 * @param sizes of the projections, whose heads are not used
 * @param contrast what is lost at each token
 * @param lastPair whether the pair of layers {@code L - 2} and {@code L - 1} is compared too
 */
record ClassifierContrast(Sizes sizes, TokenContrast contrast, boolean lastPair) implements AuxModuleSpec {

    /** The score. */
    static final String NAME = "classifier-contrast";

    @Override
    public AuxModule build(ModelContext context) {
        int layers = context.spec().layers();
        int width = sizes.width(context.spec());
        List<Projection> projections = new ArrayList<>();
        for (int layer = 1; layer <= layers; layer++) {
            projections.add(new Projection(context, group(layer), width, width));
        }
        int pairs = lastPair ? layers - 2 : layers - 3;
        return new LayerContrast(NAME, projections, contrast, pairs, (layer, whole) -> whole.output(layer)
                .tokens()
                .orElseThrow());
    }

    /** The group of one layer's projection. */
    static String group(int layer) {
        return "aux.projection[" + layer + "]";
    }
}
