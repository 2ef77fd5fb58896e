package org.earlyexit.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Whether it decides for single tokens of a sample rather than for whole samples. */
    default boolean decidesByToken() {
        return false;
    }

    /** The setting at which every layer runs, so that exits are measured alone; empty where there is none but this. */
    default Optional<ControllerSpec> idle() {
        return Optional.empty();
    }
}
