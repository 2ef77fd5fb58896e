package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.execute.CascadedBackbone;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.ChosenLayers;
import org.earlyexit.train.DistillationFrom;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.TaskLoss;

/**
 * Patient knowledge distillation: the first layers of the backbone as a model of their own, taught by the whole one. A
 * static reference, left by every sample at its last layer.
 *
 * <p>Sun et al., <a href="https://aclanthology.org/D19-1441/">Patient Knowledge Distillation for BERT Model
 * Compression</a>, EMNLP 2019, after the published code. With a student of {@code k} layers,
 *
 * <pre>{@code
 * stage 1: loss = CE of the whole model;   stage 2, the student alone:
 * loss = (1 - alpha) CE_k + alpha T^2 KL(teacher || student) + beta * patience
 * }</pre>
 *
 * <p>{@linkplain PatientStates Patience} compares states. Alpha, temperature and beta are from the range of the
 * published scripts. The teacher runs without dropout in the second stage.
 */
public final class PatientDistillation implements MethodFactory<PatientDistillation.Settings> {

    /**
     * The settings.
     *
     * @param layers of the student, {@code k}, at least 1
     * @param alpha how much the teacher's answers count against the labels, in [0, 1]
     * @param temperature of them, above 0
     * @param beta how much the teacher's states count, at least 0
     */
    public record Settings(int layers, double alpha, double temperature, double beta) {
        public Settings {
            if (layers < 1 || !(alpha >= 0 && alpha <= 1) || !(beta >= 0)) {
                throw new IllegalArgumentException(
                        "layers must be at least 1, alpha in [0, 1] and beta at least 0, were %d, %s and %s"
                                .formatted(layers, alpha, beta));
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("pkd");
    }

    @Override
    public Class<PatientDistillation.Settings> configType() {
        return PatientDistillation.Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "PKD",
                "Sun et al., Patient Knowledge Distillation for BERT Model Compression, EMNLP 2019",
                "https://aclanthology.org/D19-1441/",
                "the first layers only, own-pooled-linear; task loss, distillation of answers and states; fixed layer",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, PatientDistillation.Settings> presets() {
        return Map.of("paper", new Settings(6, 0.7, 10, 100));
    }

    @Override
    public EarlyExitMethod create(PatientDistillation.Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "pkd");
        int student = config.layers();
        int teacher = student + context.layers();
        Recipe recipe = new Recipe(
                teacher,
                Recipes.ownClassifiers(),
                List.of(),
                Optional.empty(),
                List.of(
                        stage(
                                "teacher",
                                context,
                                "backbone.*",
                                teacher,
                                Objective.of(new TaskLoss(), ChosenLayers.of(teacher))),
                        stage("student", context, CascadedBackbone.SMALL + "*", student, objective(config, teacher))),
                Recipes.exit("fixed-layer", new FixedLayer.Config(student)),
                student);
        return () -> recipe;
    }

    private static Objective objective(Settings config, int teacher) {
        ChosenLayers student = ChosenLayers.of(config.layers());
        return new Objective(List.of(
                new Objective.Summand(1 - config.alpha(), new TaskLoss(), student),
                new Objective.Summand(config.alpha(), new DistillationFrom(teacher, config.temperature()), student),
                new Objective.Summand(config.beta(), new PatientStates(), student)));
    }

    /** One of the two models with its classifier. */
    private static Stage stage(String name, MethodContext context, String backbone, int layer, Objective objective) {
        Selector own = Selector.of(backbone, "classifier[" + layer + "]", "classifier.pooler[" + layer + "]");
        return new Stage(name, own, context.steps(), objective, context.optimizer());
    }
}
