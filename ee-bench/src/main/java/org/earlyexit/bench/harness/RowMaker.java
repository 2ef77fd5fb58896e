package org.earlyexit.bench.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.RunCell;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.suite.Suites;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.train.ControllerSpec;
import org.earlyexit.train.StrategyChoice;

/** Makes the records of a row and of the reference rows that accompany it, or finds them in the run folder. */
final class RowMaker {

    private final Plan plan;
    private final PluginRegistry registry;
    private final RunFolder folder;
    private final Progress progress;
    private final Cells cells;
    private final Measurer measurer;
    private final References references;

    private int made;
    private int found;

    RowMaker(
            Plan plan,
            PluginRegistry registry,
            EngineRoom room,
            RunFolder folder,
            Progress progress,
            Cells cells,
            Facts facts) {
        this.plan = plan;
        this.registry = registry;
        this.folder = folder;
        this.progress = progress;
        this.cells = cells;
        TrainedModels models = new TrainedModels(room, plan, cells, folder, progress);
        Traces traces = new Traces(
                room, cells, folder, models, progress, plan.suite().measure().batchSize());
        this.measurer =
                new Measurer(registry, room, models, traces, facts, plan.suite().measure());
        this.references = new References(models, traces, facts);
    }

    /** Whether a row's own record is in the run folder. */
    boolean isMade(PreparedTask task, ResolvedMethod method, long seed) {
        return folder.has(cells.record(task.data(), method, seed));
    }

    /** The records of a row, its own first. */
    List<RunRecord> make(PreparedTask task, ResolvedMethod method, long seed) {
        List<RunRecord> records = new ArrayList<>();
        CellKey key = cells.record(task.data(), method, seed);
        CellKey trace = cells.trace(task.data(), method.recipe(), seed);
        RunRecord own = cell(key, trace, (cell, unfinished) -> {
            StrategyChoice fitted = measurer.fitted(task, method, seed);
            FittedStrategy.write(unfinished, fitted);
            address(task, method, seed).write(unfinished);
            progress.doing("%s: measuring %s, seed %d"
                    .formatted(task.data().task().displayName(), method.card().displayName(), seed));
            MeasuredRow row = measurer.measure(cell, task, method, seed, fitted);
            progress.advance(1);
            return row;
        });
        records.add(own);
        Swept swept = new Swept(
                registry,
                FittedStrategy.read(folder.cell(key)),
                task.data().kind(),
                method.recipe().depth());
        if (swept.knob().isPresent() && !own.method().reference()) {
            CellKey randomKey = cells.reference("random", key);
            records.add(cell(
                    randomKey, trace, (cell, unfinished) -> references.random(cell, task, method, seed, own, swept)));
        }
        String id = task.data().task().id();
        if (method.equals(plan.methods(id).get(0))) {
            CellKey majorityKey = cells.reference("majority", key);
            records.add(cell(majorityKey, trace, (cell, unfinished) -> references.majority(cell, task, method, seed)));
        }
        if (plan.everywhere(id).filter(method::equals).isPresent()) {
            CellKey oracleKey = cells.reference("oracle", key);
            records.add(cell(oracleKey, trace, (cell, unfinished) -> references.oracle(cell, task, method, seed)));
        }
        return records;
    }

    private RowAddress address(PreparedTask task, ResolvedMethod method, long seed) {
        TaskData data = task.data();
        return new RowAddress(
                plan.suite().backbone(),
                method.entry(),
                data.task().id(),
                seed,
                cells.trained(data, method.recipe(), seed).hex(),
                plan.suite().samples().maxLength(),
                Suites.training(plan.suite(), data.task().id()));
    }

    /**
     * A record's cell, made if it is missing; whatever else is to lie beside the record is written into the folder.
     *
     * @param trace that the record was read off
     */
    private RunRecord cell(CellKey key, CellKey trace, BiFunction<CellKey, Path, MeasuredRow> measure) {
        if (folder.has(key)) {
            found++;
        } else {
            folder.cell(key, unfinished -> {
                measure.apply(key, unfinished).write(unfinished);
                if (folder.has(trace)) {
                    RunCell.linkTrace(unfinished, trace.hex());
                }
            });
            made++;
        }
        Path file = folder.cell(key).resolve(MeasuredRow.RECORD);
        return RecordFile.read(file).get(0);
    }

    /** The labels of all rows, in the order in which tables show them. */
    List<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        labels.add("majority");
        plan.suite().methods().forEach(entry -> labels.add(entry.as()));
        plan.suite().methods().forEach(entry -> labels.add(References.randomLabel(entry)));
        labels.add("oracle");
        return List.copyOf(labels);
    }

    /** How much is missing, in the units of {@link Progress#advance}; reference rows take no time worth counting. */
    int units() {
        Map<CellKey, Integer> units = new HashMap<>();
        for (String task : plan.tasks()) {
            for (long seed : plan.suite().seeds()) {
                plan.methods(task).forEach(method -> addUnits(units, plan.data(task), method, seed));
            }
        }
        units.keySet().removeIf(folder::lists);
        return units.values().stream().mapToInt(count -> count).sum();
    }

    private void addUnits(Map<CellKey, Integer> units, TaskData data, ResolvedMethod method, long seed) {
        for (int i = 1; i <= method.recipe().stages().size(); i++) {
            units.put(cells.trained(data, method.recipe(), seed, i), TrainedModels.UNITS);
        }
        units.put(cells.trace(data, method.recipe(), seed), 1);
        method.recipe()
                .controller()
                .flatMap(ControllerSpec::idle)
                .ifPresent(idle -> units.put(cells.trace(data, method.recipe(), seed, idle), 1));
        units.put(cells.record(data, method, seed), 1);
    }

    int made() {
        return made;
    }

    int found() {
        return found;
    }
}
