package org.earlyexit.bench.glue.builtin;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the word lists and frames that are bundled with the grammars. */
final class Resources {
    private Resources() {}

    static Map<String, String> words() {
        return read("words.yaml", new TypeReference<LinkedHashMap<String, String>>() {});
    }

    /** The frames of a task: split, then name, then the frames of that name. */
    static Map<String, Map<String, List<String>>> frames(String task) {
        return read(task + ".yaml", new TypeReference<LinkedHashMap<String, Map<String, List<String>>>>() {});
    }

    private static <T> T read(String name, TypeReference<T> type) {
        YAMLFactory factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " must be bundled with the toolkit, and is missing");
            }
            return new YAMLMapper(factory).readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
