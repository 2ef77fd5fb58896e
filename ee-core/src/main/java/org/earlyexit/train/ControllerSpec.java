package org.earlyexit.train;

import java.util.List;
import java.util.Map;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;

/** Settings that build a controller. A record: its values are part of the key of whatever is trained with it. */
public interface ControllerSpec {

    /** @param auxModules the model's own, in the recipe's order: a gate's network is one of them */
    Controller build(List<AuxModule> auxModules);

    /** The settings as records say them, such as {@code skip-threshold=0.5}. */
    default Map<String, Double> numbers() {
        return Map.of();
    }

    /** Other settings at which the same trained model is measured too; each is a run of its own. */
    default List<ControllerSpec> alternatives() {
        return List.of();
    }
}
