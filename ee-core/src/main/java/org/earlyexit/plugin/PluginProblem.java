package org.earlyexit.plugin;

/**
 * A plugin that could not be used; it costs itself only, all others work.
 *
 * @param source the plugin's class, or the jar or service file where no class came to be
 * @param reason what is wrong with it
 */
public record PluginProblem(String source, String reason) {

    @Override
    public String toString() {
        return source + ": " + reason;
    }
}
