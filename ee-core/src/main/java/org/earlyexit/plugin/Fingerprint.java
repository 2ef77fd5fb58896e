package org.earlyexit.plugin;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of a value: two values have the same text exactly if they are of the same classes with the same
 * contents, on every machine and Java. Cells are keyed by its hash, so all that a recipe is made of must have one:
 * records, enums, texts, numbers, booleans, and lists, sets, maps and optionals of these.
 *
 * <pre>{@code org.earlyexit.train.StepPolicy(epochs=3,batchSize=32,accumulation=1,patience=0,copies=1)}</pre>
 *
 * <p>Real numbers are written in hexadecimal, which is exact and, unlike decimals, the same in every Java.
 */
public final class Fingerprint {

    private Fingerprint() {}

    /**
     * The canonical text.
     *
     * @throws IllegalArgumentException if something in it has none, such as a lambda; the message says where
     */
    public static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(text, "value", value);
        return text.toString();
    }

    private static void append(StringBuilder text, String path, @Nullable Object value) {
        if (value == null) {
            text.append("null");
        } else if (value instanceof Record record) {
            appendRecord(text, path, record);
        } else if (value instanceof Enum<?> constant) {
            text.append(constant.getDeclaringClass().getName()).append('.').append(constant.name());
        } else if (value instanceof String string) {
            appendString(text, string);
        } else if (value instanceof Double || value instanceof Float) {
            text.append(Double.toHexString(((Number) value).doubleValue()));
        } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            text.append(value);
        } else {
            appendCollection(text, path, value);
        }
    }

    private static void appendRecord(StringBuilder text, String path, Record record) {
        text.append(record.getClass().getName()).append('(');
        String separator = "";
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            text.append(separator).append(component.getName()).append('=');
            append(text, path + "." + component.getName(), Components.value(record, component));
            separator = ",";
        }
        text.append(')');
    }

    private static void appendCollection(StringBuilder text, String path, Object value) {
        if (value instanceof List<?> list) {
            text.append('[');
            for (int i = 0; i < list.size(); i++) {
                text.append(i == 0 ? "" : ",");
                append(text, "%s[%d]".formatted(path, i), list.get(i));
            }
            text.append(']');
        } else if (value instanceof Set<?> set) {
            text.append('{').append(sorted(path, set)).append('}');
        } else if (value instanceof Map<?, ?> map) {
            text.append("{:").append(sorted(path, map.entrySet())).append('}');
        } else if (value instanceof Map.Entry<?, ?> entry) {
            append(text, path, entry.getKey());
            text.append(':');
            append(text, path + "." + entry.getKey(), entry.getValue());
        } else if (value instanceof Optional<?> optional) {
            text.append("optional(");
            append(text, path, optional.orElse(null));
            text.append(')');
        } else {
            throw new IllegalArgumentException(
                    "%s must be a record, so that what is trained with it can be told apart, was a %s"
                            .formatted(path, value.getClass().getName()));
        }
    }

    private static String sorted(String path, Collection<?> elements) {
        return elements.stream()
                .map(element -> {
                    StringBuilder text = new StringBuilder();
                    append(text, path, element);
                    return text.toString();
                })
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static void appendString(StringBuilder text, String string) {
        text.append('"')
                .append(string.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }
}
