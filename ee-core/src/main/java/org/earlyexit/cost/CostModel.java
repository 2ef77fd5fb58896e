package org.earlyexit.cost;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.execute.CascadedBackbone;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.Controller;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.MacCount;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerPosition;

/** Counts what samples cost in one model. A count follows from lengths and layers alone; nothing is run. */
public final class CostModel {

    private final Backbone backbone;
    private final int depth;
    private final InternalClassifier classifiers;
    private final List<AuxModule> auxModules;
    private final Controller controller;
    private final ExitStrategy strategy;

    /** The cost of a model. */
    public static CostModel of(EarlyExitModel model) {
        return new CostModel(
                model.backbone(), model.depth(), model.classifiers(), model.liveModules(), model.controller());
    }

    /**
     * The cost of a model's parts.
     *
     * @param depth layers of the backbone that the model uses, at most {@code L}
     * @param auxModules those that run in inference
     * @throws IllegalArgumentException if the backbone does not have so many layers
     */
    public CostModel(
            Backbone backbone,
            int depth,
            InternalClassifier classifiers,
            List<AuxModule> auxModules,
            Controller controller) {
        this(backbone, depth, classifiers, auxModules, controller, () -> evidence -> ExitDecision.PROCEED);
    }

    private CostModel(
            Backbone backbone,
            int depth,
            InternalClassifier classifiers,
            List<AuxModule> auxModules,
            Controller controller,
            ExitStrategy strategy) {
        int layers = backbone.spec().layers();
        if (depth < 1 || depth > layers) {
            throw new IllegalArgumentException(
                    "depth must be in 1..%d, the layers of the backbone, was %d".formatted(layers, depth));
        }
        this.backbone = backbone;
        this.depth = depth;
        this.classifiers = classifiers;
        this.auxModules = List.copyOf(auxModules);
        this.controller = controller;
        this.strategy = strategy;
    }

    /**
     * The same model where classifiers and modules run only after the layers at which a strategy asks, and at the exit.
     * Without this, they are counted after every layer.
     */
    public CostModel with(ExitStrategy asking) {
        return new CostModel(backbone, depth, classifiers, auxModules, controller, asking);
    }

    /** One sample in the plain backbone: embeddings, all {@code L} layers of it, and one classifier at the end. */
    public MacCount fullModel(int tokens) {
        Backbone plain = CascadedBackbone.plain(backbone);
        MacCount sum = plain.macs(0, tokens, tokens).plus(classifiers.macs(depth, tokens));
        for (int layer = 1; layer <= plain.spec().layers(); layer++) {
            sum = sum.plus(plain.macs(layer, tokens, tokens));
        }
        return sum;
    }

    /**
     * One sample that leaves at a layer: embeddings, and each layer up to it with what is decided before and asked
     * after it.
     */
    public MacCount sample(int tokens, int exitLayer) {
        requireLayer(exitLayer);
        MacCount sum = backbone.macs(0, tokens, tokens);
        for (int layer = 1; layer <= exitLayer; layer++) {
            sum = sum.plus(controller.macs(layer, tokens)).plus(step(tokens, layer));
        }
        return asked(exitLayer) ? sum : sum.plus(heads(tokens, exitLayer));
    }

    /**
     * One sample of a run: as {@link #sample(int, int)}, without the layers that were skipped and what is asked after
     * them, and with only the queries of layers that ran for some tokens. A sample that skips the layer where it
     * leaves, which only the last can be, is answered there all the same.
     */
    public MacCount sample(int tokens, Outcomes outcomes, int sample) {
        return new Steps(tokens).sample(outcomes, sample);
    }

    /**
     * All samples of a run.
     *
     * @param tokens how many tokens each sample has
     * @throws IllegalArgumentException if there is no sample, or they differ in number
     */
    public CostSummary summary(Outcomes outcomes, int[] tokens) {
        if (tokens.length != outcomes.samples()) {
            throw new IllegalArgumentException(
                    "tokens must be as many as the %d samples, were %d".formatted(outcomes.samples(), tokens.length));
        }
        int samples = outcomes.samples();
        if (samples == 0) {
            throw new IllegalArgumentException("a cost summary must be of at least one sample, was of none");
        }
        Map<Integer, Steps> byLength = new HashMap<>();
        MacCount spent = MacCount.ZERO;
        MacCount full = MacCount.ZERO;
        long executed = 0;
        for (int sample = 0; sample < samples; sample++) {
            Steps steps = byLength.computeIfAbsent(tokens[sample], Steps::new);
            spent = spent.plus(steps.sample(outcomes, sample));
            full = full.plus(steps.full);
            executed += outcomes.executedLayers(sample);
        }
        double all = (double) samples * CascadedBackbone.plain(backbone).spec().layers();
        return new CostSummary(
                samples,
                outcomes.meanExitLayer(),
                all / executed,
                1 - executed / all,
                (double) spent.exact() / samples,
                (double) full.exact() / spent.exact(),
                (double) spent.thop() / samples,
                (double) full.thop() / spent.thop());
    }

    private void requireLayer(int exitLayer) {
        if (exitLayer < 1 || exitLayer > depth) {
            throw new IllegalArgumentException(
                    "exit layers must be in 1..%d, the depth of the model, was %d".formatted(depth, exitLayer));
        }
    }

    private boolean asked(int layer) {
        return strategy.asks(new LayerPosition(layer, depth));
    }

    private MacCount step(int tokens, int layer) {
        return step(tokens, tokens, layer);
    }

    private MacCount step(int queries, int tokens, int layer) {
        MacCount bare = backbone.macs(layer, queries, tokens);
        return asked(layer) ? bare.plus(heads(tokens, layer)) : bare;
    }

    private MacCount heads(int tokens, int layer) {
        MacCount sum = classifiers.macs(layer, tokens);
        for (AuxModule module : auxModules) {
            sum = sum.plus(module.macs(layer, tokens));
        }
        return sum;
    }

    /** The costs of all layers at one length, worked out once. */
    private final class Steps {

        final MacCount full;
        private final int tokens;
        private final MacCount embeddings;
        private final MacCount[] decided = new MacCount[depth];
        private final MacCount[] byLayer = new MacCount[depth];
        private final MacCount[] answered = new MacCount[depth];

        Steps(int tokens) {
            this.tokens = tokens;
            full = fullModel(tokens);
            embeddings = backbone.macs(0, tokens, tokens);
            for (int layer = 1; layer <= depth; layer++) {
                decided[layer - 1] = controller.macs(layer, tokens);
                byLayer[layer - 1] = step(tokens, layer);
                answered[layer - 1] = heads(tokens, layer);
            }
        }

        MacCount sample(Outcomes outcomes, int sample) {
            int exit = outcomes.exitLayer(sample);
            requireLayer(exit);
            MacCount sum = embeddings;
            for (int layer = 1; layer <= exit; layer++) {
                sum = sum.plus(decided[layer - 1]).plus(ran(layer, outcomes.share(sample, layer)));
            }
            return asked(exit) && outcomes.executed(sample, exit) ? sum : sum.plus(answered[exit - 1]);
        }

        private MacCount ran(int layer, double share) {
            if (share == 0) {
                return MacCount.ZERO;
            }
            return share == 1 ? byLayer[layer - 1] : step((int) Math.round(share * tokens), tokens, layer);
        }
    }
}
