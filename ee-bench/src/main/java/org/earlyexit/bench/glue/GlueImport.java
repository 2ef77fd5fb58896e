package org.earlyexit.bench.glue;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.earlyexit.hub.Archive;
import org.earlyexit.hub.FetchLock;
import org.earlyexit.hub.HubException;

/**
 * Brings GLUE into the official layout, from a folder or a zip file as the usual scripts leave them. Every file is read
 * before it is placed, so that an archive under the name of another task, or a damaged one, changes nothing.
 */
public final class GlueImport {

    private static final int DEEPEST = 6; // folders

    private final TaskCatalog tasks;
    private final GlueLayout layout;

    public GlueImport(TaskCatalog tasks) {
        this.tasks = tasks;
        this.layout = new GlueLayout(tasks);
    }

    /**
     * Imports what there is.
     *
     * @param source a folder with GLUE or with one task, or a zip file of either
     * @param dataRoot where the official layout is, or is to be
     * @return the official paths of the files that are there now and came from the source, sorted
     * @throws DataException if there is nothing of GLUE, a file is not what its name says, or another one is in its
     *     place
     * @throws HubException if the archive is damaged or hostile, a folder cannot be read or written, or another process
     *     works in it
     */
    public List<String> run(Path source, Path dataRoot) {
        return FetchLock.holding(lock(dataRoot), dataRoot.toString(), () -> runAlone(source, dataRoot));
    }

    /** What keeps a second process out of a data folder. */
    static Path lock(Path dataRoot) {
        return dataRoot.resolve(".lock");
    }

    /** The same for a caller that holds the lock. */
    List<String> runAlone(Path source, Path dataRoot) {
        if (!Files.exists(source)) {
            throw new DataException(
                    "%s must be a folder or a zip file, there is none; check the path".formatted(source));
        }
        try {
            Path staging = dataRoot.resolve(".import");
            delete(staging); // of a process that was killed
            try {
                return bring(source, Files.createDirectories(staging), dataRoot);
            } finally {
                delete(staging);
            }
        } catch (IOException e) {
            throw new HubException(
                    HubException.Kind.SURROUNDINGS,
                    "%s must be writable, and %s readable: %s; mend that, then start again"
                            .formatted(dataRoot, source, e),
                    e);
        }
    }

    private List<String> bring(Path source, Path staging, Path dataRoot) throws IOException {
        Path official = Files.createDirectory(staging.resolve("official"));
        collect(Files.isDirectory(source) ? source : unpacked(source, staging), official);
        if (MrpcParts.all().stream().allMatch(part -> Files.exists(official.resolve(part)))) {
            new MrpcParts(official).cut();
        }
        List<String> read = readAll(source, official);
        requireFree(read, official, dataRoot);
        for (String path : read) {
            Path target = dataRoot.resolve(path);
            Files.createDirectories(target.resolveSibling(""));
            Files.move(
                    official.resolve(path),
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return read;
    }

    /** The archive's name stands for the folder where its files lie in none. */
    private Path unpacked(Path zip, Path staging) {
        String name = String.valueOf(zip.getFileName()).replaceFirst("(?i)\\.zip$", "");
        Path folder = staging.resolve("unpacked").resolve(name);
        new Archive(zip, Archive.Limits.USUAL).unpack(folder, entry -> {
            int slash = entry.lastIndexOf('/');
            String parent = slash < 0 ? name : entry.substring(entry.lastIndexOf('/', slash - 1) + 1, slash);
            return layout.place(parent, entry.substring(slash + 1)).isPresent();
        });
        return folder;
    }

    private void collect(Path source, Path official) throws IOException {
        Map<String, Path> places = new TreeMap<>();
        if (Files.isDirectory(source)) {
            try (Stream<Path> files =
                    Files.find(source, DEEPEST, (path, about) -> about.isRegularFile(), FileVisitOption.FOLLOW_LINKS)) {
                for (Path file : files.sorted().toList()) {
                    Path whole = file.toAbsolutePath().normalize();
                    int folders = whole.getNameCount() - 1;
                    String folder =
                            folders == 0 ? "" : whole.getName(folders - 1).toString();
                    layout.place(folder, whole.getName(folders).toString())
                            .ifPresent(place -> putOnce(places, place, file));
                }
            }
        }
        for (Map.Entry<String, Path> place : places.entrySet()) {
            Path copy = official.resolve(place.getKey());
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(place.getValue(), copy);
        }
    }

    private static void putOnce(Map<String, Path> places, String place, Path file) {
        Path other = places.putIfAbsent(place, file);
        if (other != null) {
            throw new DataException("%s must be there once, is at %s and %s; name the folder of the one that counts"
                    .formatted(place, other, file));
        }
    }

    /** Reads each file as its task would. */
    private List<String> readAll(Path source, Path official) throws IOException {
        Set<String> read = new HashSet<>();
        for (Task task : tasks.glue().stream().map(tasks::task).toList()) {
            for (Map.Entry<String, SplitFile> split : task.files().entrySet()) {
                String path = split.getValue().path();
                if (Files.exists(official.resolve(path)) && read.add(path)) {
                    byte[] bytes = Files.readAllBytes(official.resolve(path));
                    GlueReader.parse(task, split.getKey(), source + ": " + path, bytes);
                }
            }
        }
        if (read.isEmpty()) {
            throw new DataException(
                    "%s must have files of GLUE in folders named as the tasks, such as RTE/train.tsv, has none"
                            .formatted(source));
        }
        return read.stream().sorted().toList();
    }

    private static void requireFree(List<String> paths, Path official, Path dataRoot) throws IOException {
        List<String> taken = new ArrayList<>();
        for (String path : paths) {
            Path target = dataRoot.resolve(path);
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                    && Files.mismatch(target, official.resolve(path)) >= 0) {
                taken.add(path);
            }
        }
        if (!taken.isEmpty()) {
            throw new DataException(
                    "%s must have no other files in the place of those that come, has other %s; remove them, or name another folder with --to"
                            .formatted(dataRoot, String.join(", ", taken)));
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
