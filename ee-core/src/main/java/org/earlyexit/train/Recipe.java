package org.earlyexit.train;

import java.util.List;
import java.util.Optional;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.InternalClassifierSpec;

/**
 * All that a method adds to a backbone. Recipes are values: two methods whose recipes agree up to a stage share the
 * trained cell of that stage.
 *
 * @param depth how many layers of the backbone it uses; {@code L} but for truncated models
 * @param classifiers builds the classifiers
 * @param auxModules build the other trainable parts, in the order in which they are asked
 * @param controller builds what decides before a layer; empty for the passive methods, which are almost all
 * @param stages what is trained, in order
 * @param strategy the exit strategy, with the settings it has when no sweep changes them
 */
public record Recipe(
        int depth,
        InternalClassifierSpec classifiers,
        List<AuxModuleSpec> auxModules,
        Optional<ControllerSpec> controller,
        List<Stage> stages,
        StrategyChoice strategy) {

    public Recipe {
        auxModules = List.copyOf(auxModules);
        stages = List.copyOf(stages);
    }

    /** The recipe of a passive method without auxiliary modules. */
    public static Recipe passive(
            int depth, InternalClassifierSpec classifiers, List<Stage> stages, StrategyChoice strategy) {
        return new Recipe(depth, classifiers, List.of(), Optional.empty(), stages, strategy);
    }
}
