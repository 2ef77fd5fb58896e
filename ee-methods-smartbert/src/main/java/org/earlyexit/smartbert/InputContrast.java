package org.earlyexit.smartbert;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.ModelContext;

/**
 * The contrast of the first stage, between what comes into each layer and into the next, {@code x_1} to {@code x_L}:
 * {@code L - 1} pairs, their sum. Groups: {@code aux.contrast[l]}.
 *
 * @param sizes of the projections, whose heads are not used
 * @param contrast what is lost at each token
 */
record InputContrast(Sizes sizes, TokenContrast contrast) implements AuxModuleSpec {

    /** The score. */
    static final String NAME = "input-contrast";

    /** Selects the projections. */
    static final String GROUPS = "aux.contrast[*]";

    @Override
    public AuxModule build(ModelContext context) {
        int layers = context.spec().layers();
        List<Projection> projections = new ArrayList<>();
        for (int layer = 1; layer <= layers; layer++) {
            String group = "aux.contrast[" + layer + "]";
            projections.add(new Projection(
                    context, group, context.spec().hidden(), sizes.width(context.spec())));
        }
        return new LayerContrast(NAME, projections, contrast, layers - 1, (layer, whole) -> whole.state(layer - 1)
                .hidden());
    }
}
