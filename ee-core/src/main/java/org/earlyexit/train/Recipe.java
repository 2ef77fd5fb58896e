package org.earlyexit.train;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.Controller;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.spi.TaskKind;

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

    /**
     * Builds the model that the stages train.
     *
     * @param pretrained the backbone, which the model takes over and closes
     * @param kind what the task asks for
     * @param parent of the manager that owns the added parameters
     * @param seed of the run, from which they start
     */
    public EarlyExitModel assemble(PretrainedBackbone pretrained, TaskKind kind, NDManager parent, long seed) {
        NDManager heads = parent.newSubManager();
        try {
            BackboneSpec spec = cut(pretrained.backbone().spec());
            ModelContext context = new ModelContext(spec, kind, pretrained.pooler(), heads, seed);
            List<AuxModule> modules =
                    auxModules.stream().map(module -> module.build(context)).toList();
            return new EarlyExitModel(
                    pretrained.backbone(),
                    depth,
                    classifiers.build(context),
                    modules,
                    controller.map(gate -> gate.build(modules)).orElse(Controller.RUN_EVERY_LAYER),
                    kind,
                    heads);
        } catch (RuntimeException e) {
            heads.close();
            throw e;
        }
    }

    private BackboneSpec cut(BackboneSpec whole) {
        return new BackboneSpec(
                whole.family(),
                depth,
                whole.hidden(),
                whole.heads(),
                whole.intermediate(),
                whole.vocabulary(),
                whole.maxPositions());
    }
}
