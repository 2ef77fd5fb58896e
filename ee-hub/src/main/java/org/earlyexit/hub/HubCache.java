package org.earlyexit.hub;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder in which programs share what they fetched from the HuggingFace hub:
 *
 * <pre>{@code models--org--name/blobs/CHECKSUM
 * models--org--name/snapshots/COMMIT/config.json -> ../../blobs/CHECKSUM
 * models--org--name/refs/main                       holds COMMIT}</pre>
 *
 * <p>A revision is written last, so that what it names is whole.
 *
 * @param folder the one that holds the {@code models--} folders
 */
public record HubCache(Path folder) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /** The one that the environment names: HF_HUB_CACHE, or else hub in HF_HOME, or else that of the user. */
    public static HubCache of(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("HF_HUB_CACHE", "");
        return new HubCache(named.isEmpty() ? home(environment, home).resolve("hub") : Path.of(named));
    }

    /** The folder of the hub's programs: HF_HOME, or else in the user's cache. */
    static Path home(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("HF_HOME", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (cache.isEmpty() ? home.resolve(".cache") : Path.of(cache)).resolve("huggingface");
    }

    /** The one of this process. */
    public static HubCache ofThisUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The folder with the files of a model, where a revision of it was fetched. */
    public Optional<Path> snapshot(ModelId id, String revision) {
        Path model = folder.resolve(id.folder());
        Path ref = ref(id, revision);
        String commit = Files.isRegularFile(ref)
                ? Disk.get(ref, () -> Files.readString(ref)).strip()
                : revision;
        if (!COMMIT.matcher(commit).matches()) {
            return Optional.empty();
        }
        Path snapshot = model.resolve("snapshots").resolve(commit);
        return Optional.of(snapshot).filter(Files::isDirectory);
    }

    /** The same for the main revision. */
    public Optional<Path> snapshot(ModelId id) {
        return snapshot(id, "main");
    }

    /** The folder that a text names: its own, or else that of the fetched model of this name. It may not be there. */
    public Path folderOf(String folderOrModel) {
        Path named = Path.of(folderOrModel);
        return Files.isDirectory(named) || !ModelId.isOne(folderOrModel)
                ? named
                : snapshot(new ModelId(folderOrModel)).orElse(named);
    }

    Path lock(ModelId id) {
        return folder.resolve(".locks").resolve(id.folder()).resolve("ee.lock");
    }

    Path blob(ModelId id, Checksum checksum) {
        return folder.resolve(id.folder()).resolve("blobs").resolve(checksum.hex());
    }

    /** Gives a blob its name in a snapshot: by a link, or by a copy on a disk that knows none. */
    void link(ModelId id, String commit, String name, Checksum checksum) {
        Path place =
                folder.resolve(id.folder()).resolve("snapshots").resolve(commit).resolve(name);
        Path blob = blob(id, checksum);
        Disk.run(place, () -> {
            Path snapshot = Files.createDirectories(place.resolveSibling(""));
            Path link = snapshot.relativize(blob);
            if (Files.isSymbolicLink(place) && Files.readSymbolicLink(place).equals(link)) {
                return;
            }
            Files.deleteIfExists(place);
            try {
                Files.createSymbolicLink(place, link);
            } catch (UnsupportedOperationException e) {
                Files.copy(blob, place);
            }
        });
    }

    /** Says that a revision is whole. A commit needs no such note: its snapshot has its name. */
    Path complete(ModelId id, String revision, String commit) {
        Path ref = ref(id, revision);
        Disk.run(ref, () -> {
            if (!revision.equals(commit)) {
                Files.createDirectories(ref.resolveSibling(""));
                Path unfinished = ref.resolveSibling(ref.getFileName() + ".partial");
                Files.writeString(unfinished, commit, StandardCharsets.US_ASCII);
                Files.move(unfinished, ref, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        });
        return folder.resolve(id.folder()).resolve("snapshots").resolve(commit);
    }

    private Path ref(ModelId id, String revision) {
        return folder.resolve(id.folder()).resolve("refs").resolve(revision);
    }

    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }
}
