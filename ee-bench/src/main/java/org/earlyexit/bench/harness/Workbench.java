package org.earlyexit.bench.harness;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.record.TaskFacts;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.plugin.PluginRegistry;

/** Where a suite is planned, viewed and run. */
public final class Workbench {

    private final PluginRegistry registry;
    private final TaskCatalog catalog;
    private final Machine machine;

    public Workbench(PluginRegistry registry, TaskCatalog catalog, Machine machine) {
        this.registry = registry;
        this.catalog = catalog;
        this.machine = machine;
    }

    /**
     * Resolves a suite: reads its data, opens its backbone, creates its methods. Trains and writes nothing.
     *
     * @throws org.earlyexit.bench.suite.ConfigException if the suite names what is not there or cannot be
     * @throws org.earlyexit.bench.glue.DataException if data are missing or cannot be read
     * @throws org.earlyexit.model.ModelException if the backbone cannot be opened
     */
    public Plan plan(Suite suite, RunOptions options, EngineRoom room) {
        return new Planner(registry, catalog).plan(suite, options, room);
    }

    /**
     * The cells of a plan, which of them are shared and which are there already.
     *
     * @param out the run folder, which need not exist
     */
    public PlanView view(Plan plan, Path out, EngineRoom room) {
        return new PlanViewer(plan, room, machine).view(out);
    }

    /**
     * Makes every cell that is missing and puts the records together.
     *
     * @param out the run folder; what is in it is used again
     * @throws FolderLockedException if another run holds the folder
     * @throws EnvironmentException if the folder cannot be written
     */
    public RunSummary run(Plan plan, Path out, EngineRoom room, Progress progress) {
        try (RunFolder folder = RunFolder.take(out, progress);
                SuiteRun run = new SuiteRun(plan, registry, machine, room, folder, progress)) {
            return run.run();
        }
    }

    /** Works out the figures of a run folder again, from its samples and traces. */
    public Verification verify(Path runFolder) {
        return new Verifier(registry, runFolder).verify();
    }

    /**
     * The texts of the samples that records were scored on, by sample id; two texts stand apart by a bar.
     *
     * @param facts the task, as a record says it
     * @param data the folder with GLUE's files, if the task has files
     */
    public Map<String, String> texts(TaskFacts facts, Optional<Path> data) {
        Map<String, String> texts = new LinkedHashMap<>();
        Suite.Samples sizes = new Suite.Samples(
                8,
                facts.trainSamples() + facts.stoppingSamples() + facts.calibrationSamples(),
                facts.devSamples(),
                0.1,
                1);
        Planner planner = new Planner(registry, catalog);
        planner.source(catalog.task(facts.id()), data, sizes)
                .split(facts.split())
                .samples()
                .forEach(sample -> texts.put(
                        sample.id(),
                        sample.first()
                                + sample.second().map(text -> " | " + text).orElse("")));
        return texts;
    }

    /**
     * Makes one row of a plan of one task and one seed, for a process that holds the run folder and waits.
     *
     * @param plan of the suite; asked for within, so that whatever a plugin does while planning is part of the answer
     * @param label of the row
     * @param answers the folder that gets the answer
     * @return whether the row was made, or is left out
     * @throws EnvironmentException if the folder cannot be written
     */
    public boolean row(Supplier<Plan> plan, String label, Path out, Path answers, EngineRoom room, Progress progress) {
        RowAnswer answer;
        try (RunFolder folder = RunFolder.join(out, progress);
                SuiteRun run = new SuiteRun(plan.get(), registry, machine, room, folder, progress)) {
            answer = run.row(label);
        } catch (EnvironmentException e) {
            throw e;
        } catch (Exception | Error e) { // the process is this row's alone
            answer = RowAnswer.failed(e);
        }
        answer.write(answers, "row");
        return !answer.isFailed();
    }

    /**
     * What a trained row answers to one input, layer by layer.
     *
     * @param cell the folder of a record's cell, as the report names it
     */
    public PredictionView predict(Path cell, String first, Optional<String> second, EngineRoom room) {
        return new Predictor(registry, catalog, room).predict(cell, first, second);
    }
}
