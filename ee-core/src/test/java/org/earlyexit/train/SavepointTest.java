package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.toy.Toy;
import org.earlyexit.toy.ToyBackbone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training that is cut off goes on from its savepoint, and ends with the bits of one that was not. */
class SavepointTest {

    private static final OptimizerSpec ADAM = new OptimizerSpec(0.02, 0.01, 0.1, 1, 1e-8);

    @TempDir
    Path folder;

    private final NDManager manager = NDManager.newBaseManager();
    private final LabelledTokens training = samples(50, 1);
    private final LabelledTokens stopping = samples(20, 2);

    @AfterEach
    void free() {
        manager.close();
    }

    @ParameterizedTest(name = "{0} epochs, accumulation {1}, patience {2}, kept every {3} steps")
    @CsvSource({"3, 1, 0, 1", "3, 2, 0, 1", "6, 1, 1, 1", "4, 1, 2, 3", "12, 3, 0, 5"})
    void cutOffAtAnyStepItEndsWithTheSameBits(int epochs, int accumulation, int patience, int every) {
        Stage stage = stage(new StepPolicy(epochs, 8, accumulation, patience));
        Ended whole = run(stage, new Kept(folder.resolve("whole"), every), Integer.MAX_VALUE);
        SplittableRandom random = new SplittableRandom(every);
        Kept kept = new Kept(folder.resolve("cut"), every);
        int cuts = 0;
        Ended ended = null;
        while (ended == null) {
            try {
                ended = run(stage, kept, random.nextInt(every, 3 * every + 4));
            } catch (PowerCut cut) {
                cuts++;
            }
        }

        assertThat(cuts).isGreaterThan(1);
        assertThat(ended.parameters()).isEqualTo(whole.parameters());
        assertThat(ended.result()).isEqualTo(whole.result());
        assertThat(ended.epochs()).isEqualTo(whole.epochs());
        assertThat(kept.resumedAt).isSorted().allMatch(step -> step % every == 0);
        assertThat(kept.refusals).isEmpty();
    }

    @Test
    void thePortableOptimizerComesBackAsItWas() throws IOException {
        try (AdamW first = new AdamW(parameters(), ADAM, manager);
                AdamW second = new AdamW(parameters(), ADAM, manager)) {
            assertComesBack(first, second);
        }
    }

    @Test
    void theFusedOptimizerComesBackAsItWas() throws IOException {
        try (FusedAdamW first = new FusedAdamW(parameters(), ADAM, manager);
                FusedAdamW second = new FusedAdamW(parameters(), ADAM, manager)) {
            assertComesBack(first, second);
        }
    }

    @Test
    void everyFlippedByteIsNoticedAndTheStageBeginsAnew() throws IOException {
        Stage stage = stage(new StepPolicy(1, 8, 1, 0));
        Kept kept = new Kept(folder.resolve("kept"), 3);
        Ended whole = run(stage, kept, Integer.MAX_VALUE);
        byte[] good = Files.readAllBytes(kept.file());
        SplittableRandom random = new SplittableRandom(7);

        for (int i = 0; i < 40; i++) {
            byte[] bad = good.clone();
            int place = i < 12 ? i : random.nextInt(bad.length);
            bad[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(kept.file(), bad);
            assertThatThrownBy(() -> new StageFile(kept.file()).read(in -> {}))
                    .as("byte %d of %d", place, bad.length)
                    .isInstanceOf(IOException.class);
        }
        Kept damaged = new Kept(kept.file(), 1000);
        Ended again = run(stage, damaged, Integer.MAX_VALUE);

        assertThat(damaged.refusals)
                .singleElement()
                .satisfies(why -> assertThat(why)
                        .startsWith(kept.file() + " cannot be gone on from: its checksum must be ")
                        .endsWith("the stage begins anew"));
        assertThat(again.parameters()).isEqualTo(whole.parameters());
    }

    @Test
    void aFileThatWasCutShortAnywhereIsNoticed() throws IOException {
        Kept kept = new Kept(folder.resolve("kept"), 3);
        run(stage(new StepPolicy(1, 8, 1, 0)), kept, Integer.MAX_VALUE);
        byte[] good = Files.readAllBytes(kept.file());

        for (int length : List.of(0, 7, 8, 11, 19, 20, 100, good.length - 9, good.length - 1)) {
            Files.write(kept.file(), java.util.Arrays.copyOf(good, length));
            assertThatThrownBy(() -> new StageFile(kept.file()).read(in -> {}))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void theProgressOfAnotherStageIsRefused() {
        Path file = folder.resolve("kept");
        run(stage(new StepPolicy(1, 8, 1, 0)), new Kept(file, 3), Integer.MAX_VALUE);
        Stage narrower =
                new Stage("joint", Selector.of("classifier[*]"), new StepPolicy(1, 8, 1, 0), objective(), ADAM);
        Kept kept = new Kept(file, 1000);

        run(narrower, kept, Integer.MAX_VALUE);

        assertThat(kept.refusals)
                .singleElement()
                .satisfies(why -> assertThat(why).contains("it must be of stage 'joint' with its "));
    }

    @Test
    void aFolderThatCannotBeWrittenStopsTheStageWithOneSentence() {
        Kept kept = new Kept(folder.resolve("missing").resolve("kept"), 1);

        assertThatThrownBy(() -> run(stage(new StepPolicy(1, 8, 1, 0)), kept, Integer.MAX_VALUE))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(kept.file() + " must be writable, was not; free space or choose another folder");
    }

    private void assertComesBack(Optimizer first, Optimizer second) throws IOException {
        StageFile file = new StageFile(folder.resolve("optimizer"));
        StageFile copy = new StageFile(folder.resolve("copy"));
        for (int i = 0; i < 3; i++) {
            learn(moved.get(0));
            first.step(0.01);
        }

        file.write(first::save);
        file.read(second::restore);
        copy.write(second::save);

        assertThat(folder.resolve("copy")).hasSameBinaryContentAs(folder.resolve("optimizer"));
        moved.get(1).get(0).overwrite(moved.get(0).get(0).array().toFloatArray());
        moved.forEach(SavepointTest::learn);
        first.step(0.01);
        second.step(0.01);
        assertThat(moved.get(1).get(0).array().toFloatArray())
                .containsExactly(moved.get(0).get(0).array().toFloatArray());
    }

    private final List<List<Parameter>> moved = new ArrayList<>();

    private List<Parameter> parameters() {
        NDArray array = manager.create(new float[] {1, -2, 0.5f}).duplicate();
        array.setRequiresGradient(true);
        moved.add(List.of(new Parameter("p", "group", array, true)));
        return moved.get(moved.size() - 1);
    }

    private static void learn(List<Parameter> parameters) {
        NDArray array = parameters.get(0).array();
        try (var collector = array.getManager().getEngine().newGradientCollector()) {
            collector.backward(array.square().sum());
        }
    }

    /** Trains the same model from its start, or from what is kept, until the power fails after so many steps. */
    private Ended run(Stage stage, Savepoint savepoint, int steps) {
        List<TrainingLog.EpochReport> epochs = new ArrayList<>();
        int[] left = {steps};
        TrainingLog log = new TrainingLog() {
            @Override
            public void epoch(EpochReport report) {
                epochs.add(report);
            }

            @Override
            public void step(String name, StepInfo step) {
                if (left[0]-- == 0) {
                    throw new PowerCut();
                }
            }
        };
        try (NDManager own = manager.newSubManager()) {
            EarlyExitModel model = Toy.model(own);
            StageResult result = new Trainer(own, 5, Engine.getInstance()::setRandomSeed, log)
                    .keeping(savepoint)
                    .run(model, stage, training, stopping);
            Map<String, List<Float>> parameters = new TreeMap<>();
            for (Parameter parameter : model.parameters().list()) {
                List<Float> boxed = new ArrayList<>();
                for (float value : parameter.array().toFloatArray()) {
                    boxed.add(value);
                }
                parameters.put(parameter.name(), boxed);
            }
            return new Ended(parameters, result, epochs);
        }
    }

    /** Everything moves, dropout and draws of its own included: half of each sample's loss is left out by chance. */
    private static Stage stage(StepPolicy steps) {
        return new Stage("joint", Selector.everything(), steps, objective(), ADAM);
    }

    private static Objective objective() {
        LossTerm chancy = (layer, batch) -> {
            NDArray loss = new TaskLoss().values(layer, batch);
            NDArray kept = loss.getManager().randomUniform(0, 1, loss.getShape()); // the engine's own chance
            batch.note("kept", batch.random("half").nextDouble());
            return loss.mul(kept);
        };
        return Objective.of(chancy, LayerWeighting.DEPTH);
    }

    private static LabelledTokens samples(int count, long seed) {
        List<TokenSequence> samples = Toy.samples(count, seed);
        int[] classes = samples.stream()
                .mapToInt(sample -> 2 * sample.id(0) / ToyBackbone.VOCABULARY)
                .toArray();
        return new LabelledTokens(samples, Labels.classes(classes));
    }

    private record Ended(
            Map<String, List<Float>> parameters, StageResult result, List<TrainingLog.EpochReport> epochs) {}

    private static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Keeps the progress every so many steps. */
    private static final class Kept implements Savepoint {

        private final Path file;
        private final int every;
        private final List<Integer> resumedAt = new ArrayList<>();
        private final List<String> refusals = new ArrayList<>();
        private int asked;

        Kept(Path file, int every) {
            this.file = file;
            this.every = every;
        }

        @Override
        public Path file() {
            return file;
        }

        @Override
        public boolean due() {
            asked++;
            return asked % every == 0;
        }

        @Override
        public void kept(int steps) {
            asked = steps;
        }

        @Override
        public void resumed(int steps) {
            asked = steps;
            resumedAt.add(steps);
        }

        @Override
        public void refused(String why) {
            refusals.add(why);
        }
    }
}
