package org.earlyexit.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One kind of what is installed.
 *
 * @param entries what programs read, each with an {@code id}
 * @param shown which of their names a person sees, beside the id
 */
record Listing(List<Map<String, Object>> entries, List<String> shown) {

    Listing {
        entries = List.copyOf(entries);
        shown = List.copyOf(shown);
    }

    String text() {
        return entries.stream().map(this::text).collect(Collectors.joining());
    }

    private String text(Map<String, Object> entry) {
        StringBuilder text = new StringBuilder("  %s%n".formatted(entry.get("id")));
        for (String name : shown) {
            String value = words(entry.getOrDefault(name, ""));
            if (!value.isEmpty()) {
                text.append("      %s%s%n".formatted(name.equals("description") ? "" : name + ": ", value));
            }
        }
        return text.toString();
    }

    private static String words(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + words(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Listing::words).collect(Collectors.joining(", "));
        }
        return String.valueOf(value);
    }
}
