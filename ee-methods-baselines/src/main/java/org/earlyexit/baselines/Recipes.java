package org.earlyexit.baselines;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.head.OwnPooledLinear;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StrategyChoice;
import org.earlyexit.train.TaskLoss;

/** What several baselines are trained by. One recipe is one trained cell, whatever exit strategies then read it. */
final class Recipes {

    /** BERT's own dropout before a classifier. */
    static final double DROPOUT = 0.1;

    private static final double UNREAD_TOLERANCE = 0.1;

    private Recipes() {}

    /**
     * The joint model: every classifier and the whole backbone at once, each loss weighted by its depth, as PABEE does
     * after Kaya et al. (ICML 2019).
     */
    static Recipe joint(MethodContext context, StrategyChoice strategy) {
        return joint(context, Objective.of(new TaskLoss(), LayerWeighting.DEPTH), strategy);
    }

    /** A model with PABEE's classifiers, all trained at once with the backbone towards an objective of its own. */
    static Recipe joint(MethodContext context, Objective objective, StrategyChoice strategy) {
        return Recipe.passive(context.layers(), new PooledLinear(DROPOUT), atOnce(context, objective), strategy);
    }

    /** One stage in which everything moves, and no other. */
    static List<Stage> atOnce(MethodContext context, Objective objective) {
        return List.of(jointly(context, objective));
    }

    /** A stage in which everything moves. Always called the same, so that equal seeds draw equal batches. */
    static Stage jointly(MethodContext context, Objective objective) {
        return new Stage("joint", Selector.everything(), context.steps(), objective, context.optimizer());
    }

    /** PABEE's rule with a patience of half the layers; for classes alone, for which no tolerance is read. */
    static StrategyChoice patience(MethodContext context) {
        return exit("pabee", new Patience.Config(Math.max(1, context.layers() / 2), UNREAD_TOLERANCE));
    }

    /** Refuses a model of more layers than the backbone has. */
    static void requireDepth(MethodContext context, int layers) {
        if (layers > context.layers()) {
            throw new IllegalArgumentException(
                    "layers must be at most the %d layers of the backbone, was %d".formatted(context.layers(), layers));
        }
    }

    /** Refuses a backbone whose layers cannot be skipped. */
    static void requireSkippable(MethodContext context, String method) {
        if (!context.skipsLayers()) {
            throw new IllegalArgumentException(
                    method + " must have a backbone whose layers can be skipped; choose another backbone");
        }
    }

    /** A pooler and a classifier for each layer. */
    static OwnPooledLinear ownClassifiers() {
        return new OwnPooledLinear(DROPOUT);
    }

    /**
     * Ordinary fine-tuning: everything moves but the internal classifiers, and only the final one is looked at.
     *
     * @param depth the layers that the model has
     */
    static Stage fineTuning(int depth, MethodContext context) {
        return fineTuning(depth, context, List.of());
    }

    /**
     * Ordinary fine-tuning of a model with more parts than classifiers.
     *
     * @param depth the layers that the model has
     * @param alsoFrozen further groups that do not move
     */
    static Stage fineTuning(int depth, MethodContext context, List<String> alsoFrozen) {
        List<String> frozen = new ArrayList<>(internalClassifiers(depth));
        frozen.addAll(alsoFrozen);
        Selector backboneAndFinal = Selector.everything().except(frozen.toArray(String[]::new));
        Objective objective = Objective.of(new TaskLoss(), LayerWeighting.FINAL);
        return new Stage("final", backboneAndFinal, context.steps(), objective, context.optimizer());
    }

    /** The groups of the classifiers before the last layer and of their poolers. */
    static List<String> internalClassifiers(int depth) {
        List<String> groups = new ArrayList<>();
        for (int layer = 1; layer < depth; layer++) {
            groups.add("classifier[" + layer + "]");
            groups.add("classifier.pooler[" + layer + "]");
        }
        return groups;
    }

    /**
     * An exit strategy by name.
     *
     * @param config its own settings
     */
    static StrategyChoice exit(String use, Record config) {
        return new StrategyChoice(new ComponentId(use), Settings.describe(config));
    }
}
