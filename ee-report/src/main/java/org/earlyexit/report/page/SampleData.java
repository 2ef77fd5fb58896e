package org.earlyexit.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.evidence.SampleViews;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/**
 * The single samples of a report as JSON that can stand in a page: no character of it ends the element it is in.
 *
 * <p>It is packed, as a page of nine tasks holds a million answers: lists of values are one text, without gaps where
 * every value is one character and with a blank between them elsewhere, and layers are written to base 36.
 */
final class SampleData {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(0|[1-9]\\d{0,8})");
    private static final int LAYER_BASE = 36;

    private SampleData() {}

    /**
     * The samples of all tasks.
     *
     * @param texts by task id and sample id; empty where they were not asked for
     */
    static String of(RunResults results, Evidence evidence, Map<String, Map<String, String>> texts) {
        List<Map<String, Object>> tasks = new ArrayList<>();
        for (TaskColumn task : results.tasks()) {
            evidence.of(task)
                    .ifPresent(known ->
                            tasks.add(task(results, task, known.samples(), texts.getOrDefault(task.id(), Map.of()))));
        }
        try {
            return JSON.writeValueAsString(tasks)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values must be writable as JSON", e);
        }
    }

    private static Map<String, Object> task(
            RunResults results, TaskColumn task, SampleViews samples, Map<String, String> texts) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", task.name());
        values.put("all", samples.all());
        values.put("numeric", task.facts().labels().equals("score"));
        values.put("ids", ids(samples.ids().stream().map(PlainText::of).toList()));
        values.put("gold", packed(samples.gold().stream()));
        values.put("tokens", samples.tokens());
        values.put("models", samples.models().stream().map(SampleData::model).toList());
        values.put(
                "methods",
                samples.methods().stream()
                        .map(method -> method(results, method))
                        .toList());
        if (!texts.isEmpty()) {
            values.put(
                    "texts",
                    samples.ids().stream()
                            .map(id -> PlainText.of(texts.getOrDefault(id, "")))
                            .toList());
        }
        return values;
    }

    private static Map<String, Object> method(RunResults results, SampleViews.Method method) {
        Map<String, Object> values = new LinkedHashMap<>();
        String name = results.methods().stream()
                .filter(row -> row.label().equals(method.label()))
                .findFirst()
                .map(MethodRow::name)
                .orElse("");
        values.put("name", name);
        values.put("model", method.model());
        values.put("exits", packed(method.exits().stream().map(layer -> Integer.toString(layer, LAYER_BASE))));
        values.put("answers", packed(method.answers().stream()));
        return values;
    }

    /** How many layers a model has, and what they answered, sample after sample. */
    private static Map<String, Object> model(SampleViews.Model model) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                "depth",
                model.answers().stream()
                        .findFirst()
                        .map(answers -> answers.split(" ", -1).length)
                        .orElse(0));
        values.put("answers", packed(model.answers().stream().flatMap(answers -> Stream.of(answers.split(" ", -1)))));
        return values;
    }

    /** Ids that are counted up are said by the first of them. */
    private static Map<String, Object> ids(List<String> ids) {
        Matcher first = NUMBERED.matcher(ids.isEmpty() ? "" : ids.get(0));
        if (first.matches()) {
            String prefix = first.group(1);
            int from = Integer.parseInt(first.group(2));
            if (IntStream.range(0, ids.size()).allMatch(i -> ids.get(i).equals(prefix + (from + i)))) {
                return new TreeMap<>(Map.of("prefix", prefix, "from", from, "count", ids.size()));
            }
        }
        return Map.of("list", ids);
    }

    private static String packed(Stream<String> values) {
        List<String> all = values.toList();
        return String.join(all.stream().allMatch(value -> value.length() == 1) ? "" : " ", all);
    }
}
