package org.earlyexit.plugin;

import java.nio.file.Path;

/**
 * Where a factory comes from.
 *
 * @param pluginClass the plugin that offers it
 * @param location the plugin's jar, or {@value #CLASS_PATH}
 * @param codeVersion SHA-256 of the plugin's code, in hexadecimal; part of the key of each cell it takes part in
 */
public record Origin(String pluginClass, String location, String codeVersion) {

    /** The location of plugins that came with the program. */
    public static final String CLASS_PATH = "class path";

    /** What messages add to a class name: the jar's name where it came from a jar of a plugin folder. */
    String suffix() {
        return location.equals(CLASS_PATH) ? "" : " in " + Path.of(location).getFileName();
    }
}
