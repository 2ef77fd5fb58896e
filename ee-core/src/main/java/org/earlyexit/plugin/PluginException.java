package org.earlyexit.plugin;

import java.util.List;

/**
 * Something about plugins or their settings that a user can put right: an unknown name, a double id, a setting that
 * does not fit. The message has one line a problem, and all problems of one reading come together.
 */
public final class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** One problem. */
    public PluginException(String problem) {
        this(List.of(problem));
    }

    /** All problems of one reading. */
    public PluginException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, each one sentence. */
    public List<String> problems() {
        return problems;
    }
}
