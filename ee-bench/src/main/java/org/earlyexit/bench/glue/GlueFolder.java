package org.earlyexit.bench.glue;

import java.nio.file.Path;

/**
 * A task read from a folder in the official layout.
 *
 * @param task a task with files
 * @param dataRoot the folder that holds {@code CoLA}, {@code SST-2} and the others
 */
public record GlueFolder(Task task, Path dataRoot) implements TaskSource {

    @Override
    public Split split(String name) {
        return new GlueReader().read(task, dataRoot, name);
    }
}
