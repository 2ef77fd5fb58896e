package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.earlyexit.bench.glue.DataException;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.record.LeftOut;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RecordException;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SuiteFacts;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.bench.suite.Overrides;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.bench.suite.Suites;
import org.earlyexit.plugin.PluginException;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.testkit.FailingMethod;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole chain on a toy backbone of four layers: real tasks, real training, real traces. */
class WorkbenchTest {

    private static final List<String> ONE_OF_EACH_KIND =
            List.of("full-model", "truncated-2", "fixed-layer", "deebert", "max-probability", "pabee");
    private static final Map<String, String> SMALL = Map.of(
            "samples.train", "60",
            "samples.dev", "40",
            "samples.maxLength", "32",
            "training.epochs", "1",
            "measure.gridSize", "20",
            "measure.curvePoints", "5",
            "measure.timingSamples", "0");

    private static EngineRoom room;

    @TempDir
    Path out;

    @BeforeAll
    static void start() {
        room = new EngineRoom("cpu");
    }

    @AfterAll
    static void stop() {
        room.close();
    }

    @Test
    void runsEveryRowAndItsReferences() {
        RunSummary summary = run(ToyPlugin.registry(), suite(List.of("tiny-sst"), ONE_OF_EACH_KIND));

        assertThat(summary.failed()).isEmpty();
        assertThat(records())
                .extracting(record -> record.method().label())
                .containsExactlyInAnyOrder(
                        "full-model",
                        "truncated-2",
                        "fixed-layer",
                        "deebert",
                        "max-probability",
                        "pabee",
                        "random-as-deebert",
                        "random-as-max-probability",
                        "random-as-pabee",
                        "majority",
                        "oracle");
        assertThat(records())
                .allSatisfy(record -> assertThat(record.points()).allSatisfy(point -> {
                    assertThat(point.exitHistogram().stream().mapToInt(i -> i).sum())
                            .isEqualTo(40);
                    assertThat(point.costs().savedLayerFraction())
                            .isEqualTo(
                                    1 - 1 / point.costs().speedupByLayers(),
                                    org.assertj.core.api.Assertions.within(1e-12));
                }));
    }

    @Test
    void findsEverythingDoneTheSecondTime() throws IOException {
        Suite suite = suite(List.of("tiny-sst"), List.of("full-model", "pabee"));
        run(ToyPlugin.registry(), suite);
        String before = Files.readString(out.resolve("records.jsonl"));

        RunSummary second = run(ToyPlugin.registry(), suite);

        assertThat(second.newCells()).isZero();
        assertThat(out.resolve("records.jsonl")).hasContent(before.strip());
    }

    @Test
    void goesOnAfterAnInterruptionAndEndsWithTheSameBytes() throws IOException {
        Suite suite = suite(List.of("tiny-sst", "tiny-sts"), List.of("full-model", "deebert", "pabee", "consistentee"));
        Path whole = out.resolve("whole");
        Path broken = out.resolve("broken");
        run(ToyPlugin.registry(), suite, whole, Progress.NONE);

        int cuts = 0;
        while (isCutOff(suite, broken)) {
            cuts++;
        }

        assertThat(cuts).isGreaterThan(5);
        assertThat(files(broken, "memorized-layers.tsv")).hasSize(2); // after the policy's stage and the joint one
        for (String file : List.of("records.jsonl", "suite.json")) {
            assertThat(broken.resolve(file)).hasSameTextualContentAs(whole.resolve(file));
        }
    }

    /** A bit in the middle of each kind of file that a run writes. */
    @Test
    void aDamagedFileIsNoticedAndItsCellMadeAgain() throws IOException {
        Suite suite = suite(List.of("tiny-sst"), List.of("consistentee"));
        run(ToyPlugin.registry(), suite);
        List<String> before = List.of(read("records.jsonl"), read("suite.json"));
        for (String name : List.of(
                "checkpoint.safetensors",
                "stage.json",
                "epochs.tsv",
                "log.txt",
                "memorized-layers.tsv",
                "dev.trace",
                "calibration.trace",
                "record.jsonl",
                "row.json",
                "samples.csv",
                "trace.txt",
                "SHA256SUMS")) {
            List<Path> damaged = files(out.resolve("cells"), name);
            assertThat(damaged).as(name).isNotEmpty();
            damaged.forEach(WorkbenchTest::flipABit);
            removeRecords(name); // so that what they were made from is read again
            Notes notes = new Notes();

            run(ToyPlugin.registry(), suite, out, notes);

            assertThat(List.of(read("records.jsonl"), read("suite.json")))
                    .as(name)
                    .isEqualTo(before);
            assertThat(notes.lines())
                    .as(name)
                    .anyMatch(line -> line.contains("; the cell is made again, what was there is now "));
            removeCells(cell -> cell.toString().endsWith(".damaged"));
        }
    }

    @Test
    void filesOfTheRunFolderItselfAreWrittenAnew() throws IOException {
        Suite suite = suite(List.of("tiny-sst"), List.of("full-model"));
        run(ToyPlugin.registry(), suite);
        List<String> names = List.of("records.jsonl", "suite.json", "plan.json");
        List<String> before = names.stream().map(this::read).toList();
        for (String name : names) {
            Files.writeString(
                    out.resolve(name), read(name).replaceFirst("[0-9]", "7").replaceFirst("a", "b"));
        }
        assertThatThrownBy(this::records).isInstanceOf(RecordException.class);
        assertThatThrownBy(this::facts).isInstanceOf(RecordException.class);

        run(ToyPlugin.registry(), suite);

        assertThat(names.stream().map(this::read).toList()).isEqualTo(before);
    }

    @Test
    void aDamagedCheckpointAnswersNothing() throws IOException {
        run(ToyPlugin.registry(), suite(List.of("tiny-sst"), List.of("full-model")));
        Path cell = out.resolve("cells").resolve(record("full-model").cell());
        files(out, "checkpoint.safetensors").forEach(WorkbenchTest::flipABit);

        assertThatThrownBy(() -> bench(ToyPlugin.registry()).predict(cell, "the meal was good", Optional.empty(), room))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("checkpoint.safetensors must have the SHA-256 ")
                .hasMessageContaining("run the suite again");
    }

    @Test
    void anotherMachineMeasuresTimesAnewAndTrainsNothing() throws IOException {
        Suite suite = Suites.read(
                "quick",
                new Overrides(List.of("tiny-sst"), List.of("pabee"), List.of(), Optional.of("toy"), withTiming()));
        run(ToyPlugin.registry(), suite);
        int checkpoints = files(out, "checkpoint.safetensors").size();
        Machine other = new Machine("test", "unknown", false, "java", "os", "arch", "a faster processor", 1);
        Workbench there = new Workbench(ToyPlugin.registry(), new TaskCatalog(), other);

        RunSummary summary = there.run(there.plan(suite, RunOptions.NONE, room), out, room, Progress.NONE);

        assertThat(summary.newCells()).isPositive();
        assertThat(files(out, "checkpoint.safetensors")).hasSize(checkpoints);
        assertThat(record("pabee").provenance().processor()).isEqualTo("a faster processor");
    }

    private String read(String name) {
        try {
            return Files.readString(out.resolve(name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void flipABit(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Removes the cells of records, but for those whose own file is to be found damaged. */
    private void removeRecords(String damaged) throws IOException {
        removeCells(cell -> Files.exists(cell.resolve("record.jsonl"))
                && (!Files.exists(cell.resolve(damaged)) || damaged.equals("SHA256SUMS")));
    }

    private void removeCells(Predicate<Path> chosen) throws IOException {
        try (var cells = Files.list(out.resolve("cells"))) {
            for (Path cell : cells.filter(chosen).toList()) {
                try (var files = Files.walk(cell)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    @Test
    void freesEveryArrayOfTheEngine() {
        int before = room.arrays();

        run(ToyPlugin.registry(), suite(List.of("tiny-sst", "tiny-sts"), ONE_OF_EACH_KIND));

        assertThat(room.arrays()).isEqualTo(before);
    }

    @Test
    void trainsASharedStageOnce() throws IOException {
        run(
                ToyPlugin.registry(),
                suite(List.of("tiny-sst"), List.of("full-model", "deebert", "pabee", "max-probability")));

        try (var cells = Files.walk(out, 3)) {
            long checkpoints = cells.filter(file -> file.endsWith("checkpoint.safetensors"))
                    .count();
            assertThat(checkpoints).isEqualTo(3); // the full model's, DeeBERT's second stage, the joint model's
        }
    }

    @Test
    void consistentEeBeginsWithTheVeryTrainingOfPabee() {
        run(ToyPlugin.registry(), suite(List.of("tiny-sst"), List.of("pabee", "consistentee")));

        assertThat(record("consistentee").training().stages().get(0))
                .isEqualTo(record("pabee").training().stages().get(0));
    }

    @Test
    void choosesKnobsOnTheCalibrationPart() {
        run(ToyPlugin.registry(), suite(List.of("tiny-sst"), List.of("pabee")));

        RunRecord record = record("pabee");
        assertThat(record.points())
                .extracting(OperatingPoint::name)
                .containsExactly("cost-25", "cost-50", "cost-75", "default", "full");
        assertThat(record.points().get(0).chosenOn()).isEqualTo("calibration");
        assertThat(record.points().get(3)).satisfies(own -> {
            assertThat(own.chosenOn()).isEqualTo("fixed");
            assertThat(own.knobs()).isEqualTo(Map.of("patience", 2.0)); // half of four layers
        });
        assertThat(record.task().calibrationSamples())
                .isEqualTo(6); // 15 % of 30 of either class, rounded: 5, 3 of them
        assertThat(record.task().stoppingSamples()).isEqualTo(4);
        assertThat(record.task().trainSamples()).isEqualTo(50);
    }

    @Test
    void timesOperatingPointsWhereTheSuiteAsksForIt() {
        Suite suite = Suites.read(
                "quick",
                new Overrides(List.of("tiny-sst"), List.of("pabee"), List.of(), Optional.of("toy"), withTiming()));
        run(ToyPlugin.registry(), suite);

        assertThat(record("pabee").points().get(0).timing()).satisfies(timing -> {
            assertThat(timing).isNotNull();
            assertThat(timing.speedup()).isPositive();
            assertThat(timing.speedupLow()).isLessThanOrEqualTo(timing.speedupHigh());
        });
    }

    @Test
    void aFailingMethodCostsItsOwnCellsOnly() {
        PluginRegistry registry = ToyPlugin.registry(new FailingMethod());
        Suite suite = suite(List.of("tiny-sst"), List.of("full-model"));
        Suite withFailing = new Suite(
                suite.name(),
                suite.backbone(),
                suite.tasks(),
                suite.seeds(),
                List.of(
                        new Suite.MethodEntry("failing", "failing", "paper", Map.of()),
                        suite.methods().get(0)),
                suite.samples(),
                suite.training(),
                suite.trainingByTask(),
                suite.measure());

        RunSummary summary = run(registry, withFailing);

        assertThat(summary.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.method()).isEqualTo("failing");
            assertThat(failed.error()).contains("this method always fails");
        });
        assertThat(records()).extracting(record -> record.method().label()).contains("full-model");
        assertThat(facts().failed()).hasSize(1);
        assertThat(out.resolve(
                        "failed-tiny-sst-failing-%d.txt".formatted(suite.seeds().get(0))))
                .content()
                .contains("this method always fails", "\tat ");
    }

    @Test
    void forgetsAnEarlierFailureOnceTheRowSucceeds() throws IOException {
        Suite suite = suite(List.of("tiny-sst"), List.of("full-model"));
        Path old = out.resolve(
                "failed-tiny-sst-full-model-%d.txt".formatted(suite.seeds().get(0)));
        Files.writeString(old, "an earlier run's");

        run(ToyPlugin.registry(), suite);

        assertThat(old).doesNotExist();
    }

    @Test
    void listsMalformedRowsByFileAndLine(@TempDir Path glue) throws IOException {
        Files.createDirectories(glue.resolve("RTE"));
        Files.writeString(glue.resolve("RTE/train.tsv"), rte(1000) + "1000\tonly one text\n");
        Files.writeString(glue.resolve("RTE/dev.tsv"), rte(20));
        Workbench bench = bench(ToyPlugin.registry());
        RunOptions options = new RunOptions(Optional.of(glue), Optional.empty());

        Suite tiny = suite(List.of("tiny-sst"), List.of("full-model"));
        Suite suite = suiteOf(tiny, tiny.methods().get(0), "rte");

        bench.run(bench.plan(suite, options, room), out, room, Progress.NONE);

        assertThat(out.resolve("malformed-rte.txt")).content().contains("RTE/train.tsv:1002: ");
        assertThat(records().get(0).task().malformedRows()).isEqualTo(1);
    }

    @Test
    void trainsOnceForTasksThatShareATrainSet(@TempDir Path glue) throws IOException {
        Files.createDirectories(glue.resolve("MNLI"));
        Files.writeString(glue.resolve("MNLI/train.tsv"), mnli(60, 12));
        Files.writeString(glue.resolve("MNLI/dev_matched.tsv"), mnli(21, 16));
        Files.writeString(glue.resolve("MNLI/dev_mismatched.tsv"), mnli(30, 16));
        Workbench bench = bench(ToyPlugin.registry());
        RunOptions options = new RunOptions(Optional.of(glue), Optional.empty());
        Suite tiny = suite(List.of("tiny-sst"), List.of("full-model"));

        for (String task : List.of("mnli", "mnli-mm")) {
            Suite suite = suiteOf(tiny, tiny.methods().get(0), task);
            bench.run(bench.plan(suite, options, room), out, room, Progress.NONE);
            assertThat(records().get(0).task().id()).isEqualTo(task);
        }

        try (var files = Files.walk(out, 3)) {
            assertThat(files.filter(file -> file.endsWith("checkpoint.safetensors")))
                    .hasSize(1);
        }
    }

    private static String mnli(int rows, int columns) {
        StringBuilder text = new StringBuilder("c\t".repeat(columns - 1)).append("gold_label\n");
        List<String> labels = List.of("entailment", "neutral", "contradiction");
        for (int i = 0; i < rows; i++) {
            text.append("x\t".repeat(8)).append("the cat sees %d dogs\tthere are dogs\t".formatted(i));
            text.append("x\t".repeat(columns - 11)).append(labels.get(i % 3)).append('\n');
        }
        return text.toString();
    }

    private static String rte(int rows) {
        StringBuilder text = new StringBuilder("index\tsentence1\tsentence2\tlabel\n");
        for (int i = 0; i < rows; i++) {
            text.append("%d\tthe cat sees %d dogs\tthere are dogs\t%s\n"
                    .formatted(i, i, i % 2 == 0 ? "entailment" : "not_entailment"));
        }
        return text.toString();
    }

    @Test
    void listsThePairsThatItLeavesOut() {
        run(ToyPlugin.registry(), suite(List.of("tiny-sts"), List.of("deebert", "pabee")));

        assertThat(facts().leftOut())
                .extracting(LeftOut::method, LeftOut::reason)
                .containsExactly(
                        tuple("deebert", "DeeBERT has no form for regression"),
                        tuple("random-as-deebert", "DeeBERT has no form for regression"));
        assertThat(facts().bagOfWords()).containsKey("tiny-sts");
    }

    @Test
    void beginsNothingNewAfterTheTimeLimit() {
        Workbench bench = bench(ToyPlugin.registry());
        RunOptions options = new RunOptions(Optional.empty(), Optional.of(java.time.Duration.ZERO));
        Plan plan = bench.plan(suite(List.of("tiny-sst"), List.of("pabee")), options, room);

        RunSummary summary = bench.run(plan, out, room, Progress.NONE);

        assertThat(summary.records()).isZero();
        assertThat(summary.notRun()).isEqualTo(1);
        assertThat(summary.complete()).isFalse();
        assertThat(facts().leftOut())
                .singleElement()
                .satisfies(left -> assertThat(left.reason()).contains("time limit"));
    }

    @Test
    void countsWhatIsMadeThoughTheTimeIsUp() {
        run(ToyPlugin.registry(), suite(List.of("tiny-sst"), List.of("pabee")));
        Workbench bench = bench(ToyPlugin.registry());
        RunOptions options = new RunOptions(Optional.empty(), Optional.of(java.time.Duration.ZERO));
        Plan plan = bench.plan(suite(List.of("tiny-sst"), List.of("pabee", "deebert")), options, room);

        RunSummary summary = bench.run(plan, out, room, Progress.NONE);

        assertThat(summary.newCells()).isZero();
        assertThat(summary.notRun()).isEqualTo(1);
        assertThat(facts().leftOut()).extracting(LeftOut::method).contains("deebert");
        assertThat(RecordFile.read(out.resolve("records.jsonl")))
                .extracting(record -> record.method().label())
                .contains("pabee");
    }

    @Test
    void plansWithoutRunning() {
        Workbench bench = bench(ToyPlugin.registry());
        Plan plan = bench.plan(
                suite(List.of("tiny-sst"), List.of("full-model", "deebert", "pabee")), RunOptions.NONE, room);

        PlanView before = bench.view(plan, out, room);

        assertThat(out).isEmptyDirectory();
        assertThat(before.cells()).noneMatch(PlanView.PlannedCell::finished);
        assertThat(before.cells())
                .filteredOn(cell -> cell.kind().equals("stage"))
                .extracting(PlanView.PlannedCell::usedBy)
                .containsExactly(List.of("full-model", "deebert"), List.of("deebert"), List.of("pabee"));
        assertThat(before.estimatedBytes()).isPositive();
        bench.run(plan, out, room, Progress.NONE);
        assertThat(bench.view(plan, out, room)).satisfies(after -> {
            assertThat(after.cells()).allMatch(PlanView.PlannedCell::finished);
            assertThat(after.estimatedSeconds()).isZero();
        });
    }

    @Test
    void answersOneInputWithATrainedRow() {
        run(ToyPlugin.registry(), suite(List.of("tiny-sst"), List.of("pabee")));
        Path cell = out.resolve("cells").resolve(record("pabee").cell());

        PredictionView view =
                bench(ToyPlugin.registry()).predict(cell, "the meal was hardly good", Optional.empty(), room);

        assertThat(view.layers()).hasSize(4);
        assertThat(view.exitLayer()).isBetween(1, 4);
        assertThat(view.layers().get(0).probabilities().values().stream()
                        .mapToDouble(p -> p)
                        .sum())
                .isEqualTo(1, org.assertj.core.api.Assertions.within(1e-9));
    }

    @Test
    void showsNoClassifierThatWasNeverTrained() {
        run(ToyPlugin.registry(), suite(List.of("tiny-sst"), List.of("full-model")));
        Path cell = out.resolve("cells").resolve(record("full-model").cell());

        PredictionView view = bench(ToyPlugin.registry()).predict(cell, "the meal was good", Optional.empty(), room);

        assertThat(view.layers())
                .singleElement()
                .satisfies(last -> assertThat(last.layer()).isEqualTo(4));
        assertThat(view.depth()).isEqualTo(4);
    }

    @Test
    void answersAsManyTextsAsItsSamplesHave() {
        run(ToyPlugin.registry(), suite(List.of("tiny-sst"), List.of("full-model")));
        Path cell = out.resolve("cells").resolve(record("full-model").cell());

        assertThatThrownBy(() ->
                        bench(ToyPlugin.registry()).predict(cell, "the meal was good", Optional.of("it was bad"), room))
                .isInstanceOf(ConfigException.class)
                .hasMessage("Tiny-SST must be asked about one text, was asked about two;"
                        + " give as many texts as its samples have");
    }

    @Test
    void refusesToPredictFromAFolderThatIsNoCell() {
        assertThatThrownBy(() -> bench(ToyPlugin.registry()).predict(out, "text", Optional.empty(), room))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--run must be the folder of a trained row's cell");
    }

    @Test
    void saysWhatIsWrongWithASuiteBeforeItRuns() {
        Suite quick = suite(List.of("tiny-sst"), List.of("pabee"));

        assertThatThrownBy(() -> plan(quick, entry("pabe", Map.of()), "tiny-sst"))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("No method is called 'pabe'; installed: ");
        assertThatThrownBy(() -> plan(quick, entry("pabee", Map.of("pateince", 3)), "tiny-sst"))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("methods.row.with.pateince: unknown setting; known here: tolerance");
        assertThatThrownBy(() -> plan(quick, entry("truncated", Map.of("layers", 99)), "tiny-sst"))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("was 99");
        assertThatThrownBy(() -> plan(quick, entry("pabee", Map.of()), "tiny-xyz"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("No task is called 'tiny-xyz'; known: ");
        assertThatThrownBy(() -> plan(quick, entry("pabee", Map.of()), "rte"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("--data");
    }

    private static List<Path> files(Path folder, String name) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(file -> file.endsWith(name)).toList();
        }
    }

    /** Runs until the power fails, after the second thing that is made. */
    private static boolean isCutOff(Suite suite, Path folder) {
        try {
            run(ToyPlugin.registry(), suite, folder, new PowerCut(2));
            return false;
        } catch (AssertionError powerCut) {
            return true;
        }
    }

    private Plan plan(Suite like, Suite.MethodEntry entry, String task) {
        return bench(ToyPlugin.registry()).plan(suiteOf(like, entry, task), RunOptions.NONE, room);
    }

    private static Suite suiteOf(Suite like, Suite.MethodEntry entry, String task) {
        return new Suite(
                like.name(),
                like.backbone(),
                List.of(task),
                like.seeds(),
                List.of(entry),
                like.samples(),
                like.training(),
                like.trainingByTask(),
                like.measure());
    }

    private static Suite.MethodEntry entry(String use, Map<String, Object> with) {
        return new Suite.MethodEntry(use, "row", "paper", with);
    }

    private static Map<String, String> withTiming() {
        Map<String, String> set = new java.util.HashMap<>(SMALL);
        set.put("measure.timingSamples", "16");
        return set;
    }

    /** Some rows of quick on some tasks, or a method of the test's own. */
    private static Suite suite(List<String> tasks, List<String> methods) {
        Suite read = Suites.read("quick", new Overrides(List.of(), List.of(), List.of(), Optional.of("toy"), SMALL));
        List<Suite.MethodEntry> rows = read.methods().stream()
                .map(row -> row.use().equals("truncated")
                        ? new Suite.MethodEntry("truncated", "truncated-2", "paper", Map.of("layers", 2))
                        : row)
                .filter(row -> methods.contains(row.as()))
                .collect(Collectors.toCollection(ArrayList::new));
        methods.stream()
                .filter(label -> rows.stream().noneMatch(row -> label.equals(row.as())))
                .forEach(use -> rows.add(new Suite.MethodEntry(use, use, "paper", Map.of())));
        return new Suite(
                read.name(),
                read.backbone(),
                tasks,
                read.seeds(),
                rows,
                read.samples(),
                read.training(),
                read.trainingByTask(),
                read.measure());
    }

    private RunSummary run(PluginRegistry registry, Suite suite) {
        return run(registry, suite, out, Progress.NONE);
    }

    private static RunSummary run(PluginRegistry registry, Suite suite, Path folder, Progress progress) {
        Workbench bench = bench(registry);
        return bench.run(bench.plan(suite, RunOptions.NONE, room), folder, room, progress);
    }

    private static Workbench bench(PluginRegistry registry) {
        Machine machine = new Machine("test", "unknown", false, "java", "os", "arch", "processor", 1);
        return new Workbench(registry, new TaskCatalog(), machine);
    }

    private List<RunRecord> records() {
        return RecordFile.read(out.resolve("records.jsonl"));
    }

    private RunRecord record(String label) {
        return records().stream()
                .filter(record -> record.method().label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private SuiteFacts facts() {
        return RecordFile.readSuite(out.resolve("suite.json"));
    }

    /**
     * Stops the run at the nth thing it does, as if the machine had lost its power: not an exception to recover from.
     */
    private static final class PowerCut implements Progress {
        private int left;

        PowerCut(int steps) {
            this.left = steps;
        }

        @Override
        public void start(int units) {}

        @Override
        public void doing(String what) {
            if (left-- == 0) {
                throw new AssertionError("power cut");
            }
        }

        @Override
        public void advance(int units) {}

        @Override
        public void note(String line) {}
    }
}
