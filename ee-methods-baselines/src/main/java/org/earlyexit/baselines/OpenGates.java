package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;
import org.earlyexit.model.GatedLayers;
import org.earlyexit.model.LayerGate;
import org.earlyexit.train.ControllerSpec;

/** Runs a layer for the samples whose {@linkplain SkipGates gate} is at 0 or above, as the model is used. */
record OpenGates() implements ControllerSpec {

    @Override
    public Controller build(List<AuxModule> auxModules) {
        return new GatedLayers(LayerGate.among(auxModules), worth -> worth >= 0);
    }
}
