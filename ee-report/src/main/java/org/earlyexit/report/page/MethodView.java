package org.earlyexit.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.StageFacts;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.RunResults;

/**
 * How a method was set and trained.
 *
 * @param label its row
 * @param name its name in prose
 * @param paper where it comes from
 * @param settings its settings; where tasks differ, all values
 * @param training its stages on each task
 */
public record MethodView(String label, String name, String paper, String settings, List<String> training) {

    public MethodView {
        training = List.copyOf(training);
    }

    static MethodView of(RunResults results, MethodRow method) {
        List<RunRecord> runs = results.runs().stream()
                .filter(run -> run.method().label().equals(method.label()))
                .toList();
        return new MethodView(
                method.name(),
                PlainText.of(method.facts().displayName()),
                PlainText.of(method.facts().paper()),
                settings(runs),
                runs.stream().flatMap(run -> training(run).stream()).distinct().toList());
    }

    private static String settings(List<RunRecord> runs) {
        Map<String, Set<String>> values = new TreeMap<>();
        for (RunRecord run : runs) {
            if (!run.method().preset().isBlank()) {
                values.computeIfAbsent("preset", key -> new TreeSet<>())
                        .add(run.method().preset());
            }
            run.method()
                    .settings()
                    .forEach((name, value) ->
                            values.computeIfAbsent(name, key -> new TreeSet<>()).add(value));
        }
        List<String> texts = new ArrayList<>();
        values.forEach((name, all) -> texts.add(name + " = " + String.join(" | ", all)));
        return PlainText.of(String.join(", ", texts));
    }

    private static List<String> training(RunRecord run) {
        if (run.training().stages().isEmpty()) {
            return List.of();
        }
        List<String> stages =
                run.training().stages().stream().map(MethodView::stage).toList();
        String shared = run.training().sharedWith().isBlank()
                ? ""
                : "; shared with " + run.training().sharedWith();
        return List.of(PlainText.of(String.format(
                Locale.ROOT,
                "%s, seed %d: %s%s",
                run.task().displayName(),
                run.seed(),
                String.join(", then ", stages),
                shared)));
    }

    private static String stage(StageFacts stage) {
        Double loss = stage.finalLoss();
        return String.format(
                Locale.ROOT,
                "%s (%d steps, %d epochs%s)",
                stage.name(),
                stage.steps(),
                stage.epochs(),
                loss == null ? "" : String.format(Locale.ROOT, ", loss %.3f", loss));
    }
}
