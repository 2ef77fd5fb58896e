package org.earlyexit.bench.glue.builtin;

import java.util.List;
import java.util.Map;

/** The sentence frames of one split of one task: text with slots in braces, under names that the grammar knows. */
record Frames(Map<String, List<String>> byName) {

    static Frames of(String task, String split) {
        Map<String, Map<String, List<String>>> splits = Resources.frames(task);
        Map<String, List<String>> byName = splits.get(split);
        if (byName == null) {
            throw new IllegalArgumentException("a split must be one of %s, was '%s'".formatted(splits.keySet(), split));
        }
        return new Frames(byName);
    }

    List<String> named(String name) {
        List<String> frames = byName.get(name);
        if (frames == null) {
            throw new IllegalArgumentException(
                    "a frame's name must be one of %s, was '%s'".formatted(byName.keySet(), name));
        }
        return frames;
    }

    /**
     * Puts values into the slots of a frame, and mends "a" before a vowel.
     *
     * @param slots a slot's name, its value, the next one's name, and so on
     */
    static String fill(String frame, String... slots) {
        String text = frame;
        for (int i = 0; i < slots.length; i += 2) {
            text = text.replace("{" + slots[i] + "}", slots[i + 1]);
        }
        return text.replaceAll("\\ba (?=[aeiou])(?!usef|unit|univ|euro|one\\b)", "an ");
    }
}
