package org.earlyexit.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.evidence.SampleViews;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** The single samples of a report as JSON that can stand in a page: no character of it ends the element it is in. */
final class SampleData {

    private static final ObjectMapper JSON = new ObjectMapper();

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
        values.put("ids", samples.ids().stream().map(PlainText::of).toList());
        values.put("gold", samples.gold());
        values.put("tokens", samples.tokens());
        values.put(
                "models",
                samples.models().stream().map(SampleViews.Model::answers).toList());
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
        values.put("exits", method.exits());
        values.put("answers", method.answers());
        return values;
    }
}
