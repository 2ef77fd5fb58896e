package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.earlyexit.bench.glue.SplitFile;
import org.earlyexit.bench.glue.Task;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.harness.Machine;

/** Looks at the Java runtime, the disk and the data. */
final class SurroundingsCheck {

    private static final long ENOUGH_BYTES = 2_000_000_000L;

    private final Machine machine;
    private final TaskCatalog tasks;

    @Inject
    SurroundingsCheck(Machine machine, TaskCatalog tasks) {
        this.machine = machine;
        this.tasks = tasks;
    }

    Finding java() {
        return Finding.good(
                "java",
                "%s on %s %s, %d cores, %s of memory"
                        .formatted(
                                machine.java(),
                                machine.os(),
                                machine.arch(),
                                machine.cores(),
                                Amounts.bytes(Runtime.getRuntime().maxMemory())));
    }

    Finding disk(Path out) {
        Path existing = nearestThereIs(out.toAbsolutePath());
        try {
            FileStore store = Files.getFileStore(existing);
            String found = "%s free for %s".formatted(Amounts.bytes(store.getUsableSpace()), out);
            if (!Files.isWritable(existing)) {
                return Finding.bad("disk", existing + " is not writable", "name another folder with --out");
            }
            return store.getUsableSpace() >= ENOUGH_BYTES
                    ? Finding.good("disk", found)
                    : Finding.bad("disk", found, "make room for 2 GB, or name another folder with --out");
        } catch (IOException e) {
            return Finding.bad("disk", "%s cannot be looked at: %s".formatted(existing, e), "name another with --out");
        }
    }

    private static Path nearestThereIs(Path path) {
        Path parent = path.getParent();
        return parent == null || Files.exists(path) ? path : nearestThereIs(parent);
    }

    /** One finding, and one more for each task that has some of its files but not all. */
    List<Finding> data(Optional<Path> folder) {
        if (folder.isEmpty()) {
            return List.of(Finding.good("data", "none named with --data; the built-in tasks need none"));
        }
        Path root = folder.get();
        if (!Files.isDirectory(root)) {
            return List.of(
                    Finding.bad("data", root + " is no folder", "name the folder that holds CoLA, RTE and so on"));
        }
        List<Finding> findings = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        for (Task task : tasks.glue().stream().map(tasks::task).toList()) {
            List<Path> files = files(task, root);
            List<Path> missing =
                    files.stream().filter(file -> !Files.isReadable(file)).toList();
            if (missing.isEmpty()) {
                whole.add(task.id());
            } else if (missing.size() < files.size()) {
                findings.add(Finding.bad(
                        task.id(),
                        missing.get(0) + " is missing",
                        "put it there, in the layout of the official download"));
            }
        }
        findings.add(0, found(root, whole));
        return findings;
    }

    private static Finding found(Path root, List<String> whole) {
        return whole.isEmpty()
                ? Finding.bad("data", "no GLUE task in " + root, "name the folder that holds CoLA, RTE and so on")
                : Finding.good("data", "%s has %s".formatted(root, String.join(", ", whole)));
    }

    private static List<Path> files(Task task, Path root) {
        return Stream.of("train", "dev")
                .map(task.files()::get)
                .flatMap(Stream::ofNullable)
                .map(SplitFile::path)
                .map(root::resolve)
                .toList();
    }
}
