package org.earlyexit.report.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RunRecord;

/**
 * One figure in which two run folders differ; times are measured anew in each run and left out.
 *
 * @param cell task, method and seed
 * @param figure the operating point and what was measured there
 * @param first what the first folder says, empty if it does not say it
 * @param second what the second one says, empty if it does not say it
 */
public record RunDifference(String cell, String figure, String first, String second) {

    /** All differences, by cell and figure, in both directions. */
    public static List<RunDifference> between(RunResults first, RunResults second) {
        Map<String, Map<String, String>> ours = cells(first);
        Map<String, Map<String, String>> theirs = cells(second);
        TreeSet<String> names = new TreeSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        List<RunDifference> differences = new ArrayList<>();
        for (String name : names) {
            if (!ours.containsKey(name) || !theirs.containsKey(name)) {
                differences.add(new RunDifference(
                        name, "", ours.containsKey(name) ? "there" : "", theirs.containsKey(name) ? "there" : ""));
                continue;
            }
            Map<String, String> some = ours.getOrDefault(name, Map.of());
            Map<String, String> others = theirs.getOrDefault(name, Map.of());
            TreeSet<String> figures = new TreeSet<>(some.keySet());
            figures.addAll(others.keySet());
            for (String figure : figures) {
                String one = some.getOrDefault(figure, "");
                String other = others.getOrDefault(figure, "");
                if (!one.equals(other)) {
                    differences.add(new RunDifference(name, figure, one, other));
                }
            }
        }
        return differences;
    }

    private static Map<String, Map<String, String>> cells(RunResults results) {
        Map<String, Map<String, String>> cells = new TreeMap<>();
        for (RunRecord run : results.runs()) {
            String name = PlainText.of(run.task().id() + ", " + run.method().label() + ", seed " + run.seed());
            cells.put(name, figures(run));
        }
        return cells;
    }

    private static Map<String, String> figures(RunRecord run) {
        Map<String, String> figures = new TreeMap<>();
        figures.put("data", run.task().dataSha256());
        figures.put("weights", run.backbone().weightsSha256());
        figures.put("scored samples", Integer.toString(run.task().devSamples()));
        for (OperatingPoint point : run.points()) {
            String at = PlainText.of(point.name()) + ": ";
            point.results().forEach((metric, measured) -> figures.put(at + metric, String.valueOf(measured.value())));
            point.knobs().forEach((knob, value) -> figures.put(at + "knob " + PlainText.of(knob), value.toString()));
            figures.put(at + "mean exit layer", Double.toString(point.costs().meanExitLayer()));
            figures.put(at + "speed-up by layers", Double.toString(point.costs().speedupByLayers()));
            figures.put(at + "speed-up by MACs", Double.toString(point.costs().speedupByMacs()));
            figures.put(at + "exit histogram", point.exitHistogram().toString());
        }
        for (int layer = 1; layer <= run.perLayer().size(); layer++) {
            figures.put(
                    "layer " + layer,
                    String.valueOf(run.perLayer().get(layer - 1).value()));
        }
        return figures;
    }
}
