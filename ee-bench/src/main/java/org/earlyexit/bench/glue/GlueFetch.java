package org.earlyexit.bench.glue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.earlyexit.hub.Download;
import org.earlyexit.hub.FetchLock;
import org.earlyexit.hub.FetchProgress;
import org.earlyexit.hub.HubException;
import org.earlyexit.hub.Web;

/** Fetches GLUE from where it is hosted, and imports it. What is whole already is left alone, and nobody is asked. */
public final class GlueFetch {

    private static final String DOWNLOADS = ".fetch";

    private final TaskCatalog tasks;
    private final Web web;
    private final FetchProgress progress;
    private final GlueSources sources;

    public GlueFetch(TaskCatalog tasks, Web web, FetchProgress progress) {
        this(tasks, web, progress, GlueSources.bundled());
    }

    GlueFetch(TaskCatalog tasks, Web web, FetchProgress progress, GlueSources sources) {
        this.tasks = tasks;
        this.web = web;
        this.progress = progress;
        this.sources = sources;
    }

    /**
     * Brings tasks to a data folder.
     *
     * @param ids the tasks; none means all
     * @param mirrors addresses of folders with the same files, asked before the official host
     * @return the official paths of the files that came
     * @throws IllegalArgumentException if there is no task of such a name
     * @throws HubException if a file cannot be fetched; what is here already stays
     * @throws DataException if what came is not GLUE
     */
    public List<String> run(List<String> ids, Path dataRoot, List<URI> mirrors) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String id : ids.isEmpty() ? tasks.glue() : ids) {
            wanted.add(folder(id));
        }
        return FetchLock.holding(
                GlueImport.lock(dataRoot), dataRoot.toString(), () -> runAlone(wanted, dataRoot, mirrors));
    }

    private List<String> runAlone(Set<String> wanted, Path dataRoot, List<URI> mirrors) {
        wanted.removeAll(whole(dataRoot));
        List<String> came = new ArrayList<>();
        for (String folder : wanted) {
            progress.note("fetching " + folder);
            Path place = dataRoot.resolve(DOWNLOADS).resolve(folder);
            try {
                download(folder, place, mirrors);
                came.addAll(new GlueImport(tasks).runAlone(source(place), dataRoot));
                GlueImport.delete(place);
            } catch (IOException e) {
                throw new HubException(
                        HubException.Kind.SURROUNDINGS,
                        "%s must be readable and writable: %s; mend that, then start again".formatted(place, e),
                        e);
            }
        }
        return came;
    }

    /** The folders all files of which are whole. */
    private Set<String> whole(Path dataRoot) {
        Set<String> whole = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (GlueCheck.FileState file : new GlueCheck(tasks, sources).look(dataRoot)) {
            (file.state() == GlueCheck.State.WHOLE ? whole : others).add(folderOf(file.path()));
        }
        whole.removeAll(others);
        return whole;
    }

    private void download(String folder, Path place, List<URI> mirrors) {
        Download download = new Download(web, progress);
        for (GlueSources.SourceFile file : sources.of(folder)) {
            download.fetch(file.remote(mirrors, sources.base()), place.resolve(file.name()));
        }
    }

    /** The archive, or the folder of a task that has several files. */
    private static Path source(Path place) throws IOException {
        try (var files = Files.list(place)) {
            List<Path> zips =
                    files.filter(file -> file.toString().endsWith(".zip")).toList();
            return zips.size() == 1 ? zips.get(0) : place;
        }
    }

    private String folder(String id) {
        Task task = tasks.task(id);
        if (task.files().isEmpty()) {
            throw new IllegalArgumentException("'%s' is built in and needs no data; to be fetched: %s"
                    .formatted(id, String.join(", ", tasks.glue())));
        }
        return folderOf(task.files().values().iterator().next().path());
    }

    private static String folderOf(String path) {
        return path.substring(0, path.indexOf('/'));
    }
}
