package org.earlyexit.train;

import java.util.List;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;

/** Settings that build a controller. A record: its values are part of the key of whatever is trained with it. */
public interface ControllerSpec {

    /** @param auxModules the model's own, in the recipe's order: a gate's network is one of them */
    Controller build(List<AuxModule> auxModules);
}
