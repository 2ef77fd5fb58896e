package org.earlyexit.baselines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.ChosenLayers;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;
import org.earlyexit.train.TaskLoss;

/**
 * CascadeBERT: a complete small model answers first, and where it is not {@linkplain PlacedMaxProbability sure enough}
 * the whole one begins from the input. Costs add up: a sample that goes on pays for both.
 *
 * <p>Li et al., <a href="https://aclanthology.org/2021.findings-emnlp.43/">CascadeBERT</a>, Findings of EMNLP 2021,
 * after the published code. With {@code k} layers of the small model,
 *
 * <pre>{@code loss = CE_k + CE_(k+L) + weight * r,   r of the difficulty-aware objective}</pre>
 *
 * <p>{@linkplain ConfidenceOrder r} makes the small model surer of easy samples than of difficult ones. The paper takes
 * a sample's difficulty from five models trained before; here a first stage without {@code r} trains one, and difficult
 * is what its small part answers wrong. The small model starts as the backbone's first layers, where the paper takes a
 * small pre-trained one. The code runs both models always and selects afterwards; here the large one runs where it
 * must.
 */
public final class CascadeBert implements MethodFactory<CascadeBert.Settings> {

    /**
     * The settings.
     *
     * @param small layers of the small model, {@code k}, at least 1
     * @param weight how much the order counts, at least 0; 0 is one stage without it
     * @param margin between the confidences of easy and difficult samples, at least 0
     * @param threshold the probability at which samples stay with the small model when no sweep changes it
     */
    public record Settings(int small, double weight, double margin, double threshold) {
        public Settings {
            if (small < 1 || !(weight >= 0) || !(margin >= 0)) {
                throw new IllegalArgumentException(
                        "small must be at least 1, weight and margin at least 0, were %d, %s and %s"
                                .formatted(small, weight, margin));
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("cascadebert");
    }

    @Override
    public Class<CascadeBert.Settings> configType() {
        return CascadeBert.Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "CascadeBERT",
                "Li et al., CascadeBERT: Accelerating Inference of Pre-trained Language Models via Calibrated Complete "
                        + "Models Cascade, Findings of EMNLP 2021",
                "https://aclanthology.org/2021.findings-emnlp.43/",
                "own-pooled-linear on a small and a whole model; task losses, order of confidences; largest"
                        + " probability",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, CascadeBert.Settings> presets() {
        return Map.of("paper", new Settings(2, 0.5, 0.5, 0.9), "order-less", new Settings(2, 0, 0, 0.9));
    }

    @Override
    public EarlyExitMethod create(CascadeBert.Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "cascadebert");
        int depth = config.small() + context.layers();
        Recipe recipe = new Recipe(
                depth,
                Recipes.ownClassifiers(),
                List.of(),
                Optional.empty(),
                stages(config, depth, context),
                Recipes.exit(
                        "placed-max-probability",
                        new PlacedMaxProbability.Config(config.threshold(), List.of(config.small()))),
                config.small());
        return () -> recipe;
    }

    private static List<Stage> stages(Settings config, int depth, MethodContext context) {
        Objective.Summand task = new Objective.Summand(1, new TaskLoss(), ChosenLayers.of(config.small(), depth));
        List<Stage> stages = new ArrayList<>();
        stages.add(Recipes.jointly(context, new Objective(List.of(task))));
        if (config.weight() > 0) {
            Objective.Summand order = new Objective.Summand(
                    config.weight(), new ConfidenceOrder(config.margin()), ChosenLayers.of(config.small()));
            stages.add(Recipes.jointly(context, new Objective(List.of(task, order)))
                    .named("difficulty-aware")
                    .knowing(new WrongAnswers(config.small())));
        }
        return stages;
    }
}
