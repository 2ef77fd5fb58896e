package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.Phase;
import org.earlyexit.toy.Toy;
import org.earlyexit.toy.ToyBackbone;
import org.earlyexit.trace.LayerAnswers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What terms and weightings can ask of a batch, and what a stage does before its first one. */
class TrainingBatchTest {

    private static final OptimizerSpec ADAM = new OptimizerSpec(0.01, 0, 0, 1, 1e-8);
    private static final StepPolicy TWO_EPOCHS = new StepPolicy(2, 4, 2, 0);
    private static final Selector CLASSIFIERS = Selector.of("classifier[*]");

    private final NDManager manager = NDManager.newBaseManager();
    private final List<TrainingLog.EpochReport> reports = new ArrayList<>();
    private final LabelledTokens data = data(10);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void aBatchKnowsItsSamplesAndTheirFacts() {
        LabelledTokens known = data.with(SampleFacts.NONE.with("tenfold", 0, 10, 20, 30, 40, 50, 60, 70, 80, 90));
        List<Integer> seen = new ArrayList<>();

        run(
                stage(new StepPolicy(1, 4, 1, 0), batch -> {
                    int[] samples = batch.samples();
                    float[] facts = batch.fact("tenfold").toFloatArray();
                    for (int row = 0; row < samples.length; row++) {
                        assertThat(facts[row]).isEqualTo(10 * samples[row]);
                        assertThat(batch.labels().toLongArray()[row])
                                .isEqualTo(known.labels().classAt(samples[row]));
                        seen.add(samples[row]);
                    }
                }),
                known);

        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void copiesAreTiled() {
        List<List<Integer>> rows = new ArrayList<>();

        StageResult result = run(
                stage(new StepPolicy(1, 4, 1, 0, 3), batch -> {
                    assertThat(batch.copies()).isEqualTo(3);
                    List<Integer> samples = new ArrayList<>();
                    for (int sample : batch.samples()) {
                        samples.add(sample);
                    }
                    rows.add(samples);
                }),
                data);

        assertThat(result.steps()).isEqualTo(3);
        assertThat(rows).extracting(List::size).containsExactlyInAnyOrder(12, 12, 6);
        rows.forEach(batch -> {
            int once = batch.size() / 3;
            assertThat(batch.subList(once, 2 * once)).isEqualTo(batch.subList(0, once));
            assertThat(batch.subList(2 * once, 3 * once)).isEqualTo(batch.subList(0, once));
        });
    }

    @Test
    void chanceFollowsFromSeedStageStepBatchAndUse() {
        List<Long> first = new ArrayList<>();
        List<Long> second = new ArrayList<>();

        run(stage(TWO_EPOCHS, batch -> first.add(batch.random("actions").nextLong())), data);
        run(
                stage(TWO_EPOCHS, batch -> {
                    assertThat(batch.random("other").nextLong())
                            .isNotEqualTo(batch.random("actions").nextLong());
                    second.add(batch.random("actions").nextLong());
                }),
                data);

        assertThat(first).hasSize(6).doesNotHaveDuplicates();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void whatIsMadeOnceIsSharedByTheLayersOfABatch() {
        List<String> made = new ArrayList<>();
        Weighting counted = (layer, batch) -> {
            batch.once("key", ignored -> {
                made.add("made");
                return made.size();
            });
            return batch.manager().create(1f);
        };

        run(new Stage("s", CLASSIFIERS, TWO_EPOCHS, Objective.of(new TaskLoss(), counted), ADAM), data);

        assertThat(made).hasSize(6);
    }

    /** Batches of 4, 4 and 2 rows note their number of rows: (4 * 4 + 4 * 4 + 2 * 2) / 10. */
    @Test
    void notesAreAveragedOverTheRowsOfAnEpoch() {
        run(stage(TWO_EPOCHS, batch -> batch.note("rows", batch.samples().length)), data);

        assertThat(reports).hasSize(2);
        assertThat(reports.get(1).notes()).containsOnlyKeys("rows");
        assertThat(reports.get(1).notes().get("rows")).isCloseTo(3.6, within(1e-12));
    }

    @Test
    void factsAreReadOffOnceAndKeptUnlessTheyAreToBeRefreshed() {
        Stage first = withFact(new Told("told", false, 1));
        Stage second = withFact(new Told("told", false, 2));
        Stage third = withFact(new Told("told", true, 3));

        StageResult afterFirst = run(first, data);
        StageResult afterSecond = run(second, data.with(afterFirst.facts()));
        StageResult afterThird = run(third, data.with(afterSecond.facts()));

        assertThat(afterFirst.facts().values("told")).hasSize(10).containsOnly(1);
        assertThat(afterSecond.facts()).isEqualTo(afterFirst.facts());
        assertThat(afterThird.facts().values("told")).containsOnly(3);
    }

    /** The classifiers right where they now answer right, whichever way the full passes come about. */
    @Test
    void memorizedLayersAreTheModels() {
        EarlyExitModel model = Toy.model(manager);
        LayerAnswers live =
                Passes.of(model, manager, Phase.TRAINING, data.samples(), 0).answers(data.samples());
        Stage stage = withFact(new MemorizedLayerFact(false));

        float[] found = trainer().run(model, stage, data, data).facts().values(MemorizedLayerFact.NAME);

        assertThat(found).containsExactly(new MemorizedLayerFact(true).of(live, data.labels()));
        assertThat(found).doesNotContain(0);
    }

    @Test
    void factsOfTrainingSamplesCannotDecideWhenToStop() {
        assertThatThrownBy(() -> new Stage(
                        "s",
                        CLASSIFIERS,
                        new StepPolicy(1, 4, 1, 2),
                        joint(),
                        ADAM,
                        List.of(new Told("told", false, 1)),
                        Phase.INFERENCE))
                .hasMessage(
                        "the patience of stage 's' must be 0, because [told] are known of training samples alone, was 2");
        assertThatThrownBy(() -> new Stage(
                        "s",
                        CLASSIFIERS,
                        TWO_EPOCHS,
                        joint(),
                        ADAM,
                        List.of(new Told("told", false, 1), new Told("told", true, 1)),
                        Phase.INFERENCE))
                .hasMessage("the facts of stage 's' must have distinct names, were [told, told]");
    }

    @Test
    void noCopiesAtAllAreRefused() {
        assertThatThrownBy(() -> new StepPolicy(1, 1, 1, 0, 0)).hasMessage("copies must be at least 1, was 0");
    }

    @Test
    void aBackboneThatDoesNotLearnRunsOnceAStageAndGivesTheSameLosses() {
        EarlyExitModel recorded = Toy.model(manager);
        EarlyExitModel live = unrecorded(Toy.model(manager));
        Stage stage = new Stage("s", CLASSIFIERS, new StepPolicy(5, 4, 1, 3), joint(), ADAM);

        StageResult fast = trainer().run(recorded, stage, data, data(7));
        StageResult slow = trainer().run(live, stage, data, data(7));

        // one recording pass of each part, in one batch
        assertThat(((ToyBackbone) recorded.backbone()).phases()).containsExactly(Phase.INFERENCE, Phase.INFERENCE);
        assertThat(((ToyBackbone) live.backbone()).phases()).hasSize(5 * (3 + 2));
        for (int epoch = 0; epoch < 5; epoch++) {
            assertThat(fast.trainingLosses().get(epoch))
                    .isCloseTo(slow.trainingLosses().get(epoch), within(1e-6));
            assertThat(fast.stoppingLosses().get(epoch))
                    .isCloseTo(slow.stoppingLosses().get(epoch), within(1e-6));
        }
    }

    @Test
    void aRecordingThatWouldTakeTooMuchMemoryIsNotMade() {
        EarlyExitModel model = Toy.model(manager);
        long needed = 4L * 10 * 5 * ToyBackbone.HIDDEN; // 10 samples, 4 layers and the embeddings

        try (Passes enough = Passes.of(model, manager, Phase.INFERENCE, data.samples(), needed);
                Passes less = Passes.of(model, manager, Phase.INFERENCE, data.samples(), needed - 1);
                Passes learning = Passes.of(model, manager, Phase.TRAINING, data.samples(), needed)) {
            assertThat(enough.recorded()).isTrue();
            assertThat(less.recorded()).isFalse();
            assertThat(learning.recorded()).isFalse();
        }
    }

    @Test
    void aFrozenBackboneDropsOutWhereTheStageAsksForIt() {
        EarlyExitModel model = Toy.model(manager);
        Stage stage = new Stage("s", CLASSIFIERS, new StepPolicy(1, 4, 1, 0), joint(), ADAM, List.of(), Phase.TRAINING);
        float[] before = model.backbone().parameters().list().get(1).array().toFloatArray();

        trainer().run(model, stage, data, data);

        assertThat(((ToyBackbone) model.backbone()).phases())
                .containsOnly(Phase.TRAINING)
                .hasSize(3);
        assertThat(model.backbone().parameters().list().get(1).array().toFloatArray())
                .containsExactly(before);
    }

    private StageResult run(Stage stage, LabelledTokens training) {
        return trainer().run(Toy.model(manager), stage, training, training);
    }

    private Trainer trainer() {
        return new Trainer(manager, 5, Engine.getInstance()::setRandomSeed, reports::add);
    }

    private static Stage withFact(FactSource fact) {
        return new Stage("s", CLASSIFIERS, TWO_EPOCHS, joint(), ADAM, List.of(fact), Phase.INFERENCE);
    }

    private static Stage stage(StepPolicy steps, Consumer<TrainingBatch> look) {
        Weighting looked = (layer, batch) -> {
            if (layer == 1) {
                look.accept(batch);
            }
            return batch.manager().create(1f);
        };
        return new Stage("s", CLASSIFIERS, steps, Objective.of(new TaskLoss(), looked), ADAM);
    }

    private static Objective joint() {
        return Objective.of(new TaskLoss(), LayerWeighting.DEPTH);
    }

    private static LabelledTokens data(int count) {
        int[] classes = new int[count];
        for (int i = 0; i < count; i++) {
            classes[i] = i % 3 == 0 ? 1 : 0;
        }
        return new LabelledTokens(Toy.samples(count, 3), Labels.classes(classes));
    }

    /** The same model, but for all anyone knows its classifiers look at every token. */
    private EarlyExitModel unrecorded(EarlyExitModel model) {
        return new EarlyExitModel(
                model.backbone(),
                model.depth(),
                new EveryToken(model.classifiers()),
                List.of(),
                Controller.RUN_EVERY_LAYER,
                model.kind(),
                manager.newSubManager());
    }

    /** A fact that is the same for all samples. */
    private record Told(String name, boolean refresh, int value) implements FactSource {
        @Override
        public float[] of(LayerAnswers answers, Labels gold) {
            float[] numbers = new float[answers.samples()];
            java.util.Arrays.fill(numbers, value);
            return numbers;
        }
    }

    /** Classifiers that do not say that the first token is enough for them. */
    private record EveryToken(InternalClassifier own) implements InternalClassifier {
        @Override
        public ClassifierOutput forward(int layer, History upTo) {
            return own.forward(layer, upTo);
        }

        @Override
        public MacCount macs(int layer, int tokens) {
            return own.macs(layer, tokens);
        }

        @Override
        public Parameters parameters() {
            return own.parameters();
        }
    }
}
