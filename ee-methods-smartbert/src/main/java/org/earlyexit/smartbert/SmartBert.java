package org.earlyexit.smartbert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.Phase;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.EpochChoice;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Objective.Summand;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StepPolicy;
import org.earlyexit.train.StrategyChoice;
import org.earlyexit.train.TaskLoss;

/**
 * SmartBERT: a {@linkplain LayerGates gate} before each layer may skip it, and where it ran, a {@linkplain
 * AttentionClassifiers classifier} after it may let the sample leave.
 *
 * <p>Hu et al., <a href="https://arxiv.org/abs/2303.09266">SmartBERT</a>, IJCAI 2023.
 *
 * <pre>{@code stage 1, gated:       loss = (1 - eta1) (CE_L + lambda / sum_l mean_b g_l) + eta1 contrast,
 *     all but classifiers 1 to L - 1; gates are soft first and hard then; the epoch that answers best is kept
 * stage 2, classifiers: loss = (1 - eta2) sum_(l<L) CE_l + eta2 contrast / (L - 2),
 *     classifiers 1 to L - 1 alone, each fed f_l(x_l), whether the layer is skipped or not
 * inference: skip layer l where g_l >= s; after a layer that ran, leave where the entropy is below the threshold}</pre>
 *
 * <p>The paper's text was not at hand when this was written; {@code official} follows the published code, but for two of
 * its habits: it drops the last separator of single texts, and its frozen weights still decay, by 2e-7 of themselves a
 * step at most. {@code paper} leaves its slips out. The published loop demands batches of one; ours splits batches.
 */
public final class SmartBert implements MethodFactory<SmartBertSettings> {

    private static final int FEWEST_LAYERS = 3; // with fewer, stage 2 has no pair to compare

    @Override
    public ComponentId id() {
        return new ComponentId("smartbert");
    }

    @Override
    public Class<SmartBertSettings> configType() {
        return SmartBertSettings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "SmartBERT",
                "Hu et al., SmartBERT: A Promotion of Dynamic Early Exiting Mechanism for Accelerating BERT Inference, "
                        + "IJCAI 2023",
                "https://arxiv.org/abs/2303.09266",
                "a gate and a small attention a layer; two stages, cross-layer contrast; skips, then entropy",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, SmartBertSettings> presets() {
        return Map.of("paper", SmartBertSettings.PAPER, "official", SmartBertSettings.OFFICIAL);
    }

    @Override
    public EarlyExitMethod create(SmartBertSettings config, MethodContext context) {
        requireFits(context);
        MethodContext first = config.schedule().of(context);
        Recipe recipe = new Recipe(
                context.layers(),
                new AttentionClassifiers(config.classifiers()),
                modules(config),
                Optional.of(new SkippingGates(config.skipThreshold())),
                List.of(gated(config, first), classifiers(config, first)),
                StrategyChoice.of("entropy", Map.of("threshold", config.threshold())));
        return () -> recipe;
    }

    private static void requireFits(MethodContext context) {
        if (context.kind() instanceof TaskKind.Regression) {
            throw new IllegalArgumentException(
                    "smartbert needs classes, which a regression does not have; use pabee or fixed-layer");
        }
        if (!context.skipsLayers()) {
            throw new IllegalArgumentException(
                    "smartbert needs a backbone whose layers can be skipped, which this one's cannot; use deebert or pabee");
        }
        if (context.layers() < FEWEST_LAYERS) {
            throw new IllegalArgumentException("smartbert needs a backbone of at least %d layers, was %d"
                    .formatted(FEWEST_LAYERS, context.layers()));
        }
    }

    private static List<AuxModuleSpec> modules(SmartBertSettings config) {
        List<AuxModuleSpec> modules = new ArrayList<>();
        modules.add(new LayerGates(config.gates()));
        if (config.eta1() > 0) {
            TokenContrast contrast = new TokenContrast(config.tau1(), true, config.ignorePadding());
            modules.add(new InputContrast(config.classifiers(), contrast));
        }
        if (config.eta2() > 0) {
            TokenContrast contrast = new TokenContrast(config.tau2(), false, config.ignorePadding());
            modules.add(new ClassifierContrast(config.classifiers(), contrast, config.lastPair()));
        }
        return modules;
    }

    private static Stage gated(SmartBertSettings config, MethodContext context) {
        int epochs = context.steps().epochs();
        int soft = (int) Math.round(config.softShare() * epochs);
        int first = config.hardEpochsOnly() ? soft + 1 : 1;
        if (first > epochs) {
            throw new IllegalArgumentException(
                    "hardEpochsOnly must be false where softShare leaves no hard epoch, was true with %d of %d epochs soft"
                            .formatted(soft, epochs));
        }
        List<Summand> terms = new ArrayList<>();
        double share = 1 - config.eta1();
        terms.add(new Summand(share, new TaskLoss(), LayerWeighting.FINAL));
        terms.add(new Summand(share * config.lambda(), new SkipRegularizer(), LayerWeighting.FINAL));
        if (config.eta1() > 0) {
            terms.add(new Summand(config.eta1(), new ScoreLoss(InputContrast.NAME), LayerWeighting.FINAL));
        }
        String last = "classifier[" + context.layers() + "]";
        return new Stage(
                "gated",
                Selector.of("backbone.*", last, LayerGates.GROUPS, InputContrast.GROUPS),
                context.steps(),
                new Objective(terms),
                context.optimizer(),
                List.of(),
                Phase.TRAINING,
                Optional.of(new TrainingGates(soft, config.skipThreshold(), false)),
                Optional.of(new EpochChoice(context.metric(), first)));
    }

    private static Stage classifiers(SmartBertSettings config, MethodContext context) {
        int layers = context.layers();
        List<Summand> terms = new ArrayList<>();
        terms.add(new Summand(1 - config.eta2(), new TaskLoss(), LayerWeighting.ALL_BUT_FINAL));
        if (config.eta2() > 0) {
            double each = config.eta2() / (layers - 2);
            terms.add(new Summand(each, new ScoreLoss(ClassifierContrast.NAME), LayerWeighting.FINAL));
        }
        StepPolicy steps = context.steps().withEpochs(config.classifierEpochs());
        return new Stage(
                "classifiers",
                new Selector(trainedLast(layers, config.lastPair()), List.of()),
                steps,
                new Objective(terms),
                context.optimizer().withLearningRate(context.optimizer().learningRate() * config.classifierRate()),
                List.of(),
                config.frozenDropout() ? Phase.TRAINING : Phase.INFERENCE,
                Optional.of(new TrainingGates(0, config.skipThreshold(), true)),
                Optional.empty());
    }

    /** The internal classifiers, and the projections whose tokens are compared. */
    private static List<String> trainedLast(int layers, boolean lastPair) {
        int compared = lastPair ? layers - 1 : layers - 2;
        List<String> groups = new ArrayList<>();
        IntStream.range(1, layers).forEach(layer -> groups.add("classifier[" + layer + "]"));
        IntStream.rangeClosed(1, compared).forEach(layer -> groups.add(ClassifierContrast.group(layer)));
        return groups;
    }
}
