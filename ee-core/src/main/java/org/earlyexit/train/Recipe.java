package org.earlyexit.train;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.earlyexit.execute.CascadedBackbone;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.Controller;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.model.TokenReach;
import org.earlyexit.spi.TaskKind;

/**
 * All that a method adds to a backbone. Recipes are values: two methods whose recipes agree up to a stage share the
 * trained cell of that stage.
 *
 * @param depth how many layers it uses; {@code L} but for truncated models and cascades
 * @param classifiers builds the classifiers
 * @param auxModules build the other trainable parts, in the order in which they are asked
 * @param controller builds what decides before a layer; empty for the passive methods, which are almost all
 * @param stages what is trained, in order
 * @param strategy the exit strategy, with the settings it has when no sweep changes them
 * @param restart after how many layers of a {@linkplain CascadedBackbone smaller model} the whole backbone begins, with
 *     weights of its own; 0 for almost all methods, which have one model. Both count in the depth
 */
public record Recipe(
        int depth,
        InternalClassifierSpec classifiers,
        List<AuxModuleSpec> auxModules,
        Optional<ControllerSpec> controller,
        List<Stage> stages,
        StrategyChoice strategy,
        int restart) {

    public Recipe {
        auxModules = List.copyOf(auxModules);
        stages = List.copyOf(stages);
        if (restart < 0 || restart >= depth) {
            throw new IllegalArgumentException(
                    "restart must be in 0..%d, below the depth, was %d".formatted(depth - 1, restart));
        }
    }

    /** The recipe of a method that has one model. */
    public Recipe(
            int depth,
            InternalClassifierSpec classifiers,
            List<AuxModuleSpec> auxModules,
            Optional<ControllerSpec> controller,
            List<Stage> stages,
            StrategyChoice strategy) {
        this(depth, classifiers, auxModules, controller, stages, strategy, 0);
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
     * @throws IllegalArgumentException if the recipe restarts, which needs a second backbone
     */
    public EarlyExitModel assemble(PretrainedBackbone pretrained, TaskKind kind, NDManager parent, long seed) {
        if (restart > 0) {
            throw new IllegalArgumentException(
                    "a recipe that restarts must be given where backbones come from, was given one");
        }
        return assemble(pretrained, pretrained.backbone(), kind, parent, seed);
    }

    /**
     * Builds the model that the stages train.
     *
     * @param source opens the backbone anew at each call; the model closes what it opened
     * @param kind what the task asks for
     * @param parent of the manager that owns the added parameters
     * @param seed of the run, from which they start
     */
    public EarlyExitModel assemble(Supplier<PretrainedBackbone> source, TaskKind kind, NDManager parent, long seed) {
        PretrainedBackbone pretrained = source.get();
        Backbone backbone = pretrained.backbone();
        try {
            if (restart > 0) {
                backbone = new CascadedBackbone(source.get().backbone(), restart, backbone);
            }
            return assemble(pretrained, backbone, kind, parent, seed);
        } catch (RuntimeException | Error e) {
            backbone.close();
            throw e;
        }
    }

    private EarlyExitModel assemble(
            PretrainedBackbone pretrained, Backbone backbone, TaskKind kind, NDManager parent, long seed) {
        NDManager heads = parent.newSubManager();
        try {
            ModelContext context =
                    new ModelContext(backbone.spec().withLayers(depth), kind, pretrained.pooler(), heads, seed);
            InternalClassifier answering = classifiers.build(context);
            requireFirstToken(answering);
            List<AuxModule> modules = auxModules.stream()
                    .map(module -> module.build(context.with(answering)))
                    .toList();
            return new EarlyExitModel(
                    backbone,
                    depth,
                    answering,
                    modules,
                    controller.map(gate -> gate.build(modules)).orElse(Controller.RUN_EVERY_LAYER),
                    kind,
                    heads);
        } catch (RuntimeException e) {
            heads.close();
            throw e;
        }
    }

    private void requireFirstToken(InternalClassifier answering) {
        if (restart > 0 && answering.reads() != TokenReach.FIRST_TOKEN) {
            throw new IllegalArgumentException(
                    "the classifiers of a recipe that restarts must read the first token alone, were " + classifiers);
        }
    }
}
