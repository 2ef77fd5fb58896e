package org.earlyexit.bench.harness;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;

/** One run of a suite: task by task, seed by seed, row by row, whatever is missing. */
final class SuiteRun implements AutoCloseable {

    private final Plan plan;
    private final RunFolder folder;
    private final Progress progress;
    private final PretrainedBackbone pretrained;
    private final RowMaker rows;
    private final Deadline deadline;
    private final Tally tally = new Tally();

    SuiteRun(
            Plan plan, PluginRegistry registry, Machine machine, EngineRoom room, RunFolder folder, Progress progress) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
        this.pretrained = plan.backbones().open(room.manager());
        this.deadline = new Deadline(plan.options().maxTime());
        Cells cells = new Cells(plan.suite(), pretrained, room, machine);
        Facts facts = new Facts(backboneFacts(), pretrained.kernel(), machine, room);
        this.rows = new RowMaker(plan, registry, room, folder, progress, cells, facts);
    }

    RunSummary run() {
        folder.write("plan.json", RunResults.describe(plan.suite()));
        progress.start(rows.units());
        for (String task : plan.tasks()) {
            PreparedTask prepared = new PreparedTask(
                    plan.data(task),
                    pretrained.encoder(),
                    plan.suite().samples().maxLength());
            tellMalformed(prepared.data());
            addBagOfWords(prepared.data());
            for (long seed : plan.suite().seeds()) {
                addRows(task, prepared, seed);
            }
        }
        writeResults();
        return new RunSummary(tally.records.size(), rows.made(), rows.found(), tally.failed, tally.notRun.size());
    }

    private void addRows(String task, PreparedTask prepared, long seed) {
        for (ResolvedMethod method : plan.methods(task)) {
            if (deadline.passed()) {
                tally.notRun.add(new LeftOut(task, method.entry().as(), "not run: the time limit was reached"));
                continue;
            }
            try {
                tally.records.addAll(rows.make(prepared, method, seed));
                folder.remove(folder.root().resolve(failure(task, method, seed)));
            } catch (EnvironmentException e) {
                throw e; // the next row would meet it too
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                tally.failed.add(new FailedCell(task, method.entry().as(), seed, message(e)));
                folder.write(failure(task, method, seed), stackTrace(e));
                progress.note("%s, %s, seed %d failed: %s"
                        .formatted(task, method.entry().as(), seed, message(e)));
            }
            writeResults();
        }
    }

    private static String failure(String task, ResolvedMethod method, long seed) {
        return "failed-%s-%s-%d.txt".formatted(task, method.entry().as(), seed);
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

    private static String message(Throwable thrown) {
        return thrown.getMessage() == null
                ? thrown.toString()
                : thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
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
        private final Map<String, Measured> bagOfWords = new LinkedHashMap<>();
    }
}
