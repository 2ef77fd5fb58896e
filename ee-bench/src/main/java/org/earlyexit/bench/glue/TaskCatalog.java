package org.earlyexit.bench.glue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every task the toolkit knows: those of GLUE, which need a data folder, and the built-in ones, which need nothing. */
public final class TaskCatalog {
    private static final List<String> GLUE =
            List.of("cola", "sst-2", "mrpc", "sts-b", "qqp", "mnli", "mnli-mm", "qnli", "rte", "wnli", "ax");
    private static final List<String> BUILT_IN =
            List.of("tiny-cola", "tiny-sst", "tiny-mrpc", "tiny-sts", "tiny-mnli", "tiny-qnli", "tiny-rte");

    private final Map<String, Task> tasks = new LinkedHashMap<>();

    /** Reads the tasks that come with the toolkit. */
    public TaskCatalog() {
        GLUE.forEach(id -> tasks.put(id, bundled(id)));
        BUILT_IN.forEach(id -> tasks.put(id, bundled(id)));
    }

    /** The tasks of GLUE, in the order of its papers' tables, the diagnostic set last. */
    public List<String> glue() {
        return GLUE;
    }

    /** The tasks whose samples the toolkit generates. */
    public List<String> builtIn() {
        return BUILT_IN;
    }

    /**
     * A task by its id.
     *
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public Task task(String id) {
        Task task = tasks.get(id);
        if (task == null) {
            throw new IllegalArgumentException(
                    "No task is called '%s'; known: %s".formatted(id, String.join(", ", tasks.keySet())));
        }
        return task;
    }

    private static Task bundled(String id) {
        String name = "tasks/" + id + ".yaml";
        try (InputStream in = TaskCatalog.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " must be bundled with the toolkit, and is missing");
            }
            return TaskFile.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
