package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.earlyexit.bench.record.Costs;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RunRecord;

/**
 * Works out speed-ups by multiply-accumulates from the multiply-accumulates themselves. All records of a task are
 * compared with the same full model on the same samples, so that in each of them
 *
 * <pre>{@code meanMacs * speedupByMacs = the full model's meanMacs}</pre>
 */
final class CostCheck {

    private static final double TOLERANCE = 1e-9;

    private final List<String> problems = new ArrayList<>();
    private int figures;

    /** Looks at all records of a run folder. */
    CostCheck(List<RunRecord> records) {
        Map<String, List<RunRecord>> byTask = new LinkedHashMap<>();
        records.forEach(record -> byTask.computeIfAbsent(record.task().id(), task -> new ArrayList<>())
                .add(record));
        byTask.values().forEach(ofTask -> {
            check(ofTask, "multiply-accumulates", costs -> costs.meanMacs() * costs.speedupByMacs());
            check(ofTask, "thop's multiply-accumulates", costs -> costs.meanThopMacs() * costs.speedupByThopMacs());
        });
    }

    /** What does not match. */
    List<String> problems() {
        return problems;
    }

    int figures() {
        return figures;
    }

    private void check(List<RunRecord> records, String what, ToDoubleFunction<Costs> whole) {
        double full = full(records, whole);
        for (RunRecord record : records) {
            for (OperatingPoint point : record.points()) {
                double worked = whole.applyAsDouble(point.costs());
                figures++;
                if (!(Math.abs(worked - full) <= TOLERANCE * Math.abs(full))) {
                    problems.add("%s: %s: %s times their speed-up must be the full model's %s, were %s"
                            .formatted(Verifier.name(record), point.name(), what, full, worked));
                }
            }
        }
    }

    /** What most points of the task agree on, so that one that was bent is named and not all others. */
    private static double full(List<RunRecord> records, ToDoubleFunction<Costs> whole) {
        double[] sorted = records.stream()
                .flatMap(record -> record.points().stream())
                .mapToDouble(point -> whole.applyAsDouble(point.costs()))
                .sorted()
                .toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
