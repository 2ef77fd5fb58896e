package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.earlyexit.bench.glue.BagOfWords;
import org.earlyexit.bench.glue.Label;
import org.earlyexit.bench.glue.RowProblem;
import org.earlyexit.bench.glue.Sample;
import org.earlyexit.bench.glue.Split;
import org.earlyexit.bench.record.BackboneFacts;
import org.earlyexit.bench.record.FailedCell;
import org.earlyexit.bench.record.LeftOut;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SuiteFacts;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;

/** One run of a suite: task by task, seed by seed, row by row, whatever is missing. */
final class SuiteRun implements AutoCloseable {

    static final String PLAN = "plan.json";

    private final Plan plan;
    private final RunFolder folder;
    private final Progress progress;
    private final PretrainedBackbone pretrained;
    private final RowMaker rows;
    private final Deadline deadline;
    private final EngineRoom room;
    private final Isolation isolation;
    private final RowWorker worker;
    private final Tally tally = new Tally();

    SuiteRun(
            Plan plan, PluginRegistry registry, Machine machine, EngineRoom room, RunFolder folder, Progress progress) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
        this.pretrained = plan.backbones().open(room.manager());
        this.deadline = new Deadline(plan.options().maxTime());
        this.room = room;
        this.isolation = plan.options().isolation();
        this.worker = new RowWorker(plan, folder, room.device());
        Cells cells = new Cells(plan.suite(), pretrained, room, machine);
        Facts facts = new Facts(backboneFacts(), pretrained.kernel(), machine, room);
        this.rows = new RowMaker(plan, registry, room, folder, progress, cells, facts);
    }

    RunSummary run() {
        folder.write(PLAN, RunResults.describe(plan.suite()));
        progress.start(rows.units());
        for (String task : plan.tasks()) {
            PreparedTask prepared = prepared(task);
            tellMalformed(prepared.data());
            addBagOfWords(prepared.data());
            for (long seed : plan.suite().seeds()) {
                addRows(task, prepared, seed);
            }
        }
        writeResults();
        return new RunSummary(
                tally.records.size(),
                rows.made() + tally.made,
                rows.found() + tally.found,
                tally.failed,
                tally.notRun.size());
    }

    /** Makes one row of the first task with the first seed, for the process that holds the folder. */
    RowAnswer row(String label) {
        String task = plan.tasks().get(0);
        for (ResolvedMethod method : plan.methods(task)) {
            if (method.entry().as().equals(label)) {
                List<RunRecord> records =
                        rows.make(prepared(task), method, plan.suite().seeds().get(0));
                return new RowAnswer(records, new RowAnswer.More("", "", List.of(), rows.made(), rows.found()));
            }
        }
        return new RowAnswer(List.of(), new RowAnswer.More("", "", plan.leftOut(), 0, 0));
    }

    private PreparedTask prepared(String task) {
        return new PreparedTask(
                plan.data(task), pretrained.encoder(), plan.suite().samples().maxLength());
    }

    private void addRows(String task, PreparedTask prepared, long seed) {
        for (Suite.MethodEntry entry : plan.suite().methods()) {
            Optional<ResolvedMethod> method = plan.method(task, entry);
            if (method.isEmpty() && !isolation.isForeign(entry.use())) {
                continue; // listed as left out
            }
            if (deadline.passed()
                    && !method.map(known -> rows.isMade(prepared, known, seed)).orElse(false)) {
                tally.notRun.add(new LeftOut(task, entry.as(), "not run: the time limit was reached"));
                continue;
            }
            take(task, entry, seed, made(task, prepared, entry, method, seed));
            writeResults();
        }
    }

    private RowAnswer made(
            String task, PreparedTask prepared, Suite.MethodEntry entry, Optional<ResolvedMethod> method, long seed) {
        if (method.isEmpty() || isolation.isolates(entry.use())) {
            progress.doing("%s: %s in a process of its own, seed %d"
                    .formatted(prepared.data().task().displayName(), entry.as(), seed));
            return worker.make(task, entry, seed);
        }
        int arrays = room.arrays();
        try {
            List<RunRecord> records = rows.make(prepared, method.get(), seed);
            if (room.arrays() > arrays) {
                progress.note("%s on %s left %d arrays of the engine behind; its plugin should close what it makes"
                        .formatted(entry.as(), task, room.arrays() - arrays));
            }
            return new RowAnswer(records, new RowAnswer.More("", "", List.of(), 0, 0)); // rows counts its own cells
        } catch (EnvironmentException e) {
            throw e; // the next row would meet it too
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            return RowAnswer.failed(e);
        }
    }

    private void take(String task, Suite.MethodEntry entry, long seed, RowAnswer answer) {
        String failure = "failed-%s-%s-%d.txt".formatted(task, entry.as(), seed);
        tally.made += answer.more().made();
        tally.found += answer.more().found();
        if (answer.isFailed()) {
            String error = answer.more().error();
            tally.failed.add(new FailedCell(task, entry.as(), seed, error));
            folder.write(failure, answer.more().stackTrace());
            progress.note("%s, %s, seed %d failed: %s".formatted(task, entry.as(), seed, error));
            return;
        }
        tally.records.addAll(answer.records());
        answer.more().leftOut().stream()
                .filter(left ->
                        left.method().equals(entry.as()) || left.method().equals(References.randomLabel(entry)))
                .filter(left -> !tally.leftOut.contains(left))
                .forEach(tally.leftOut::add);
        folder.remove(folder.root().resolve(failure));
    }

    /** Lists the rows that were left out, for whoever wants to mend the files. */
    private void tellMalformed(TaskData data) {
        List<RowProblem> problems = new ArrayList<>(data.train().malformed());
        problems.addAll(data.dev().malformed());
        if (!problems.isEmpty()) {
            String file = "malformed-%s.txt".formatted(data.task().id());
            folder.write(file, problems.stream().map(row -> row + "\n").collect(Collectors.joining()));
            progress.note("%s: %d malformed rows left out, the first is %s; all of them: %s"
                    .formatted(
                            data.task().displayName(),
                            problems.size(),
                            problems.get(0),
                            folder.root().resolve(file)));
        }
    }

    private void addBagOfWords(TaskData data) {
        BagOfWords words = BagOfWords.train(
                new Split(
                        "train",
                        data.training().samples(),
                        List.of(),
                        data.train().sha256()),
                data.task().shape());
        Scoring scoring = new Scoring(data.task(), data.report());
        int classes = data.kind().outputs();
        tally.bagOfWords.put(
                data.task().id(),
                scoring.main(i -> prediction(words, data.report().samples().get(i), classes)));
    }

    private static Prediction prediction(BagOfWords words, Sample sample, int classes) {
        Label answer = words.answer(sample);
        if (answer instanceof Label.ScoreLabel score) {
            return new RegressionValue(score.value());
        }
        double[] certain = new double[classes];
        certain[((Label.ClassLabel) answer).index()] = 1;
        return ClassDistribution.ofProbabilities(certain);
    }

    private void writeResults() {
        List<LeftOut> leftOut = new ArrayList<>(plan.leftOut());
        leftOut.addAll(tally.leftOut);
        leftOut.addAll(tally.notRun);
        RunResults.write(
                folder,
                plan.suite(),
                tally.records,
                new SuiteFacts(
                        SuiteFacts.SCHEMA,
                        plan.suite().name(),
                        plan.tasks(),
                        rows.labels(),
                        plan.suite().seeds(),
                        leftOut,
                        tally.failed,
                        tally.bagOfWords,
                        pretrained.note().isEmpty() ? List.of() : List.of(pretrained.note())));
    }

    private BackboneFacts backboneFacts() {
        var spec = pretrained.backbone().spec();
        return new BackboneFacts(
                plan.backbones().id(),
                spec.family(),
                spec.layers(),
                spec.hidden(),
                pretrained.sha256(),
                pretrained.encoder().sha256(),
                pretrained.note());
    }

    @Override
    public void close() {
        pretrained.close();
    }

    /** What has come of the run so far. */
    private static final class Tally {
        private final List<RunRecord> records = new ArrayList<>();
        private final List<FailedCell> failed = new ArrayList<>();
        private final List<LeftOut> notRun = new ArrayList<>();
        private final List<LeftOut> leftOut = new ArrayList<>();
        private final Map<String, Measured> bagOfWords = new LinkedHashMap<>();
        private int made;
        private int found;
    }
}
