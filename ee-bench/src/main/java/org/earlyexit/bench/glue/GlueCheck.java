package org.earlyexit.bench.glue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds the files of a data folder against what is known of GLUE: columns, labels, rows and digests. */
public final class GlueCheck {

    private final TaskCatalog tasks;
    private final GlueSources sources;

    public GlueCheck(TaskCatalog tasks) {
        this(tasks, GlueSources.bundled());
    }

    GlueCheck(TaskCatalog tasks, GlueSources sources) {
        this.tasks = tasks;
        this.sources = sources;
    }

    /** What a file is. */
    public enum State {
        /** As many rows as the official one. */
        WHOLE,
        /** Readable, with more or fewer rows. */
        PARTIAL,
        /** Not what the task says. */
        DAMAGED,
        MISSING
    }

    /**
     * What was found of a file.
     *
     * @param task its id
     * @param split such as {@code dev}
     * @param path in the official layout
     * @param state what it is
     * @param rows it has, those left out included; 0 if it could not be read
     * @param officialRows it should have
     * @param note why it is not whole, what was left out, or whether its digest is a known one
     */
    public record FileState(
            String task, String split, String path, State state, int rows, int officialRows, String note) {

        /** Whether a run could use it. */
        public boolean isHere() {
            return state == State.WHOLE || state == State.PARTIAL;
        }
    }

    /**
     * Looks at every file once.
     *
     * @throws DataException if the folder is none
     */
    public List<FileState> look(Path dataRoot) {
        if (!Files.isDirectory(dataRoot)) {
            throw new DataException("%s must be the folder that holds CoLA, RTE and so on, is none; check the path"
                    .formatted(dataRoot));
        }
        List<FileState> states = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Task task : tasks.glue().stream().map(tasks::task).toList()) {
            for (Map.Entry<String, SplitFile> split : task.files().entrySet()) {
                if (seen.add(split.getValue().path())) {
                    states.add(look(task, split.getKey(), split.getValue(), dataRoot));
                }
            }
        }
        return states;
    }

    /**
     * What must be put right: what is damaged, what is partial, and what is missing of a task that is there otherwise.
     * A missing test set is no problem, since nothing here is scored on one.
     */
    public static List<FileState> problems(List<FileState> states) {
        Set<String> begun = new HashSet<>();
        states.stream().filter(state -> state.state() != State.MISSING).forEach(state -> begun.add(state.task()));
        return states.stream()
                .filter(state -> state.state() == State.DAMAGED
                        || state.state() == State.PARTIAL
                        || (state.state() == State.MISSING
                                && begun.contains(state.task())
                                && !state.split().equals("test")))
                .toList();
    }

    private FileState look(Task task, String split, SplitFile file, Path dataRoot) {
        Path path = dataRoot.resolve(file.path());
        if (!Files.exists(path)) {
            return new FileState(task.id(), split, file.path(), State.MISSING, 0, file.rows(), "");
        }
        try {
            Split read = GlueReader.parse(task, split, path.toString(), Files.readAllBytes(path));
            State state = task.isWhole(read) ? State.WHOLE : State.PARTIAL;
            return new FileState(
                    task.id(), split, file.path(), state, read.rows(), file.rows(), note(file.path(), read));
        } catch (DataException e) {
            return damaged(task, split, file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return damaged(task, split, file, "%s must be readable, was not: %s".formatted(path, e));
        }
    }

    private static FileState damaged(Task task, String split, SplitFile file, String why) {
        return new FileState(task.id(), split, file.path(), State.DAMAGED, 0, file.rows(), why);
    }

    private String note(String path, Split split) {
        List<String> notes = new ArrayList<>();
        if (!split.malformed().isEmpty()) {
            notes.add("%d malformed rows are left out, the first: %s"
                    .formatted(split.malformed().size(), split.malformed().get(0)));
        }
        String known = sources.known().get(path);
        if (known != null) {
            notes.add(known.equals(split.sha256()) ? "known bytes" : "other bytes than the known copy");
        }
        return String.join("; ", notes);
    }
}
