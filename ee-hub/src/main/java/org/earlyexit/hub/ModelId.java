package org.earlyexit.hub;

import java.util.regex.Pattern;

/**
 * The name of a repository of the hub.
 *
 * @param text as in {@code google-bert/bert-base-uncased}, or {@code gpt2}
 */
public record ModelId(String text) {

    private static final String PART = "[A-Za-z0-9](?:[A-Za-z0-9_]|[.-](?![.-])){0,95}";
    private static final Pattern FORM = Pattern.compile(PART + "(?:/" + PART + ")?");

    public ModelId {
        if (!isOne(text)) {
            throw new IllegalArgumentException(
                    "a model must be named like google-bert/bert-base-uncased, was '%s'".formatted(text));
        }
    }

    /** Whether a text has the form of such a name. */
    public static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** Its folder in a cache. */
    String folder() {
        return "models--" + text.replace("/", "--");
    }

    @Override
    public String toString() {
        return text;
    }
}
