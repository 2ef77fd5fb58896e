package org.earlyexit.bench.suite;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A suite's YAML as names and values, with what a method's entry may leave out filled in. */
final class SuiteTree {

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final TypeReference<LinkedHashMap<String, Object>> NAMES_AND_VALUES = new TypeReference<>() {};

    private final Map<String, Object> values;

    SuiteTree(String yaml, String source) {
        try {
            this.values = YAML.readValue(yaml, NAMES_AND_VALUES);
        } catch (JsonProcessingException e) {
            throw new ConfigException(
                    "%s: must be YAML with names and values, was not: %s".formatted(source, e.getOriginalMessage()), e);
        }
        values.putIfAbsent("trainingByTask", new LinkedHashMap<String, Object>());
        if (values.get("methods") instanceof List<?> methods) {
            values.put("methods", methods.stream().map(SuiteTree::completed).toList());
        }
    }

    Map<String, Object> values() {
        return values;
    }

    /**
     * Sets a value that the tree has already.
     *
     * @param path names joined by dots
     * @param text the value as YAML writes it
     */
    static void set(Map<String, Object> tree, String path, String text) {
        List<String> names = List.of(path.split("\\.", -1));
        Map<String, Object> at = tree;
        for (int i = 0; i < names.size() - 1; i++) {
            at = child(at, names.get(i), path);
        }
        String last = names.get(names.size() - 1);
        if (!at.containsKey(last)) {
            throw unknown(path, last, at);
        }
        try {
            at.put(last, YAML.readValue(text, Object.class));
            if (names.size() == 2 && names.get(0).equals("training")) {
                forgetByTask(tree, last); // whoever sets it on the command line means every task
            }
        } catch (JsonProcessingException e) {
            throw new ConfigException("--set %s must be a YAML value, was '%s'".formatted(path, text), e);
        }
    }

    private static void forgetByTask(Map<String, Object> tree, String setting) {
        if (tree.get("trainingByTask") instanceof Map<?, ?> byTask) {
            byTask.values().forEach(own -> {
                if (own instanceof Map<?, ?> settings) {
                    settings.remove(setting);
                }
            });
        }
    }

    @SuppressWarnings("unchecked") // a mapping of YAML has texts for names
    private static Map<String, Object> child(Map<String, Object> tree, String name, String path) {
        if (!(tree.get(name) instanceof Map<?, ?> child)) {
            throw unknown(path, name, tree);
        }
        return (Map<String, Object>) child;
    }

    private static ConfigException unknown(String path, String name, Map<String, Object> tree) {
        return new ConfigException("--set %s: no setting is called '%s' there; known: %s"
                .formatted(path, name, String.join(", ", tree.keySet())));
    }

    private static Object completed(Object entry) {
        if (entry instanceof String id) {
            return completed(Map.of("use", id));
        }
        if (!(entry instanceof Map<?, ?> map)) {
            return entry;
        }
        Map<Object, Object> full = new LinkedHashMap<>(map);
        full.putIfAbsent("as", full.getOrDefault("use", ""));
        full.putIfAbsent("preset", "paper");
        full.putIfAbsent("with", new LinkedHashMap<>());
        return full;
    }
}
