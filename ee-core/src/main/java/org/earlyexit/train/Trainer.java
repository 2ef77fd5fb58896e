package org.earlyexit.train;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.trace.LayerAnswers;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model stage by stage. All that a stage draws at random follows from the seed and the stage's name, so that
 * the same stage of the same model gives the same bits on the same machine, whatever was trained before it.
 *
 * <p>Only the parameters that a stage selects are touched: those of {@linkplain FittedModule fitted modules} before the
 * first step, the others step by step. Where it selects none of the backbone's, and none of the auxiliary modules' that
 * a controller which is not passive may ask, the backbone runs as in inference: no dropout in it, no graph, its fastest
 * kernel, unless the stage asks otherwise; and where only first tokens are looked at, it runs once for the whole stage.
 * Gradients are collected by the engine one training at a time in the whole process.
 */
public final class Trainer {

    private final NDManager manager;
    private final NamedSeed seed;
    private final IntConsumer engineSeed;
    private final TrainingLog log;
    private final Ordering ordering;
    private final Optional<Savepoint> savepoint;

    /**
     * A trainer of any number of models.
     *
     * @param manager the parent of each batch's own manager
     * @param seed of the run
     * @param engineSeed seeds the engine, which draws dropout; called at the start of each stage and of each step
     * @param log told at the end of each epoch
     */
    public Trainer(NDManager manager, long seed, IntConsumer engineSeed, TrainingLog log) {
        this(manager, new NamedSeed(seed), engineSeed, log, ShuffledOrder::new, Optional.empty());
    }

    private Trainer(
            NDManager manager,
            NamedSeed seed,
            IntConsumer engineSeed,
            TrainingLog log,
            Ordering ordering,
            Optional<Savepoint> savepoint) {
        this.manager = manager;
        this.seed = seed;
        this.engineSeed = engineSeed;
        this.log = log;
        this.ordering = ordering;
        this.savepoint = savepoint;
    }

    /** The same trainer, whose next stage goes on from what is kept there, and keeps its own progress there. */
    public Trainer keeping(Savepoint where) {
        return new Trainer(manager, seed, engineSeed, log, ordering, Optional.of(where));
    }

    /**
     * The same trainer without its shuffling: each epoch's batches are cut from the samples as they stand, so that the
     * caller decides which samples make each step, as a comparison with another program needs.
     */
    public Trainer inGivenOrder() {
        return new Trainer(
                manager,
                seed,
                engineSeed,
                log,
                (samples, batchSize, unused) -> new GivenOrder(samples.size(), batchSize),
                savepoint);
    }

    /**
     * Runs one stage. Afterwards the model has the parameters of the best epoch where {@link StepPolicy#patience()} is
     * above 0 or the stage {@linkplain EpochChoice chooses}, and those of the last one otherwise.
     *
     * @param training what it learns from, at least one sample
     * @param stopping what decides which epoch is best; not looked at where nothing is judged
     * @throws NonFiniteLossException if the loss runs away; the parameters stay as they were before that step
     * @throws IllegalArgumentException if nothing is selected, a part is empty, or labels do not fit the task
     */
    public StageResult run(EarlyExitModel model, Stage stage, LabelledTokens training, LabelledTokens stopping) {
        List<Parameter> all = model.parameters().list();
        List<Parameter> trainable =
                all.stream().filter(stage.trainable()::selects).toList();
        requireSelected(stage, trainable, all);
        requireUsable("training", stage, training, model.kind());
        if (stage.judges()) {
            requireUsable("stopping", stage, stopping, model.kind());
        }
        NamedSeed own = seed.and(stage.name());
        engineSeed.accept(own.and("engine").engineSeed());
        fit(model, trainable, training);
        Phase encoder = encoderPhase(model, stage, trainable);
        List<TokenSequence> judged = stage.steps().patience() > 0 ? stopping.samples() : List.of();
        try (Passes passes = Passes.of(model, manager, encoder, training.samples(), Passes.MOST_BYTES);
                Passes evaluation = Passes.of(model, manager, encoder, judged, Passes.MOST_BYTES)) {
            Part known = new Part(training.with(facts(stage, training, passes)), passes);
            return run(model, stage, new StageRun.TrainingParts(trainable, known, new Part(stopping, evaluation)));
        }
    }

    private StageResult run(EarlyExitModel model, Stage stage, StageRun.TrainingParts parts) {
        NamedSeed own = seed.and(stage.name());
        parts.trainable().forEach(parameter -> parameter.array().setRequiresGradient(true));
        Optional<GradientRule.Learned> apart = stage.gradients().learned();
        List<Parameter> learned = apart.map(rule -> learned(rule, stage, parts)).orElse(List.of());
        List<Parameter> stepped = parts.trainable().stream()
                .filter(parameter -> !learned.contains(parameter))
                .toList();
        try (Optimizer optimizer = Optimizers.adamW(stepped, stage.optimizer(), manager);
                @Nullable
                        Optimizer other = apart.isEmpty()
                                ? null
                                : Optimizers.adamW(learned, apart.get().optimizer(), manager)) {
            Optional<Optimizer> learning = Optional.ofNullable(other);
            ObjectiveRun.Hands hands = new ObjectiveRun.Hands(parts.trainable(), learning, engineSeed);
            ObjectiveRun objective = new ObjectiveRun(model, stage, hands, manager);
            List<TokenSequence> samples = parts.training().data().samples();
            BatchOrder order = ordering.of(samples, stage.steps().batchSize(), own.and("order"));
            StageProgress progress = new StageProgress(savepoint, stage.name(), parts.trainable(), optimizer, learning);
            StageRun.Draws draws = new StageRun.Draws(own, engineSeed);
            return new StageRun(stage, parts, objective, progress, order, log, draws).toTheEnd();
        } finally {
            parts.trainable().forEach(parameter -> parameter.array().setRequiresGradient(false));
        }
    }

    private static List<Parameter> learned(GradientRule.Learned rule, Stage stage, StageRun.TrainingParts parts) {
        List<Parameter> learned =
                parts.trainable().stream().filter(rule.parameters()::selects).toList();
        if (learned.isEmpty()) {
            throw new IllegalArgumentException("the gradient rule of stage '%s' must learn a parameter, was %s"
                    .formatted(stage.name(), stage.gradients()));
        }
        return learned;
    }

    private static void fit(EarlyExitModel model, List<Parameter> trainable, LabelledTokens training) {
        for (AuxModule module : model.auxModules()) {
            if (module instanceof FittedModule fitted
                    && trainable.stream().anyMatch(module.parameters().list()::contains)) {
                fitted.fit(training, model.backbone());
                model.parameters().changed();
            }
        }
    }

    private static SampleFacts facts(Stage stage, LabelledTokens training, Passes passes) {
        SampleFacts facts = training.facts();
        List<FactSource> wanted = stage.facts().stream()
                .filter(source -> source.refresh() || !training.facts().names().contains(source.name()))
                .toList();
        if (!wanted.isEmpty()) {
            LayerAnswers answers = passes.answers(training.samples());
            for (FactSource source : wanted) {
                facts = facts.with(source.name(), source.of(answers, training.labels()));
            }
        }
        return facts;
    }

    private static Phase encoderPhase(EarlyExitModel model, Stage stage, List<Parameter> trainable) {
        List<Parameters> upstream = new ArrayList<>(List.of(model.backbone().parameters()));
        if (!model.controller().passive()) { // gradients reach what decides through the layers
            model.auxModules().forEach(module -> upstream.add(module.parameters()));
        }
        Set<String> names =
                Parameters.join(upstream).list().stream().map(Parameter::name).collect(Collectors.toSet());
        return trainable.stream().map(Parameter::name).anyMatch(names::contains) ? Phase.TRAINING : stage.frozen();
    }

    private static void requireSelected(Stage stage, List<Parameter> trainable, List<Parameter> all) {
        if (trainable.isEmpty()) {
            throw new IllegalArgumentException(
                    "the selector of stage '%s' must select a parameter, was %s; groups of this model: %s"
                            .formatted(
                                    stage.name(),
                                    stage.trainable(),
                                    all.stream()
                                            .map(Parameter::group)
                                            .distinct()
                                            .toList()));
        }
    }

    private static void requireUsable(String part, Stage stage, LabelledTokens data, TaskKind kind) {
        if (data.size() == 0) {
            throw new IllegalArgumentException(
                    "the %s part of stage '%s' must have at least one sample, had none".formatted(part, stage.name()));
        }
        if (data.labels().numeric() != kind instanceof TaskKind.Regression) {
            throw new IllegalArgumentException("labels of the %s part must fit %s, were %s"
                    .formatted(part, kind, data.labels().numeric() ? "numbers" : "classes"));
        }
        if (kind instanceof TaskKind.Classification task) {
            requireClasses(part, data.labels(), task.classes());
        }
    }

    private static void requireClasses(String part, Labels labels, int classes) {
        for (int i = 0; i < labels.size(); i++) {
            if (labels.classAt(i) >= classes) {
                throw new IllegalArgumentException("the label of sample %d of the %s part must be in 0..%d, was %d"
                        .formatted(i, part, classes - 1, labels.classAt(i)));
            }
        }
    }

    /** How a stage's samples are cut into batches. */
    @FunctionalInterface
    private interface Ordering {
        BatchOrder of(List<TokenSequence> samples, int batchSize, NamedSeed seed);
    }
}
