package org.earlyexit.smartbert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;
import org.earlyexit.model.GatedLayers;
import org.earlyexit.model.LayerGate;
import org.earlyexit.train.ControllerSpec;

/**
 * Skips a layer for the samples whose gate is at the threshold or above, as the model is used.
 *
 * @param threshold {@code s}, in [0, 1]: 1 skips nothing, whatever the gates say, and 0 everything
 */
record SkippingGates(double threshold) implements ControllerSpec {

    private static final double NOTHING = 1;

    @Override
    public Controller build(List<AuxModule> auxModules) {
        return new GatedLayers(
                LayerGate.among(auxModules), gate -> threshold == NOTHING || gate < threshold); // a gate may round to 1
    }

    @Override
    public Map<String, Double> numbers() {
        return Map.of("skip-threshold", threshold);
    }

    /** The same gates, asked but not listened to: early exits alone. */
    @Override
    public Optional<ControllerSpec> idle() {
        return threshold == NOTHING ? Optional.empty() : Optional.of(new SkippingGates(NOTHING));
    }
}
