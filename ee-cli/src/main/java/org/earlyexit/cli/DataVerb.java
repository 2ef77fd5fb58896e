package org.earlyexit.cli;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.bench.glue.GlueCheck;
import org.earlyexit.bench.glue.GlueCheck.FileState;
import org.earlyexit.bench.glue.GlueFetch;
import org.earlyexit.bench.glue.GlueImport;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.hub.HubSettings;
import org.earlyexit.hub.Patience;
import org.earlyexit.hub.Web;

/** Brings GLUE here, and looks whether it is whole. */
final class DataVerb {

    private final TaskCatalog tasks;
    private final Provider<ShownProgress> progress;
    private final Console console;

    @Inject
    DataVerb(TaskCatalog tasks, Provider<ShownProgress> progress, Console console) {
        this.tasks = tasks;
        this.progress = progress;
        this.console = console;
    }

    int fetch(List<String> ids, Path folder, List<URI> mirrors, boolean offline) {
        List<String> unknown = new ArrayList<>(ids);
        unknown.removeAll(tasks.glue());
        if (!unknown.isEmpty()) {
            throw new ConfigException("TASK must be among %s, was %s"
                    .formatted(String.join(", ", tasks.glue()), String.join(", ", unknown)));
        }
        try (ShownProgress shown = progress.get()) {
            ShownDownload download = new ShownDownload(shown);
            Web web = new Web(offline || HubSettings.isOffline(System.getenv()), Patience.USUAL, download);
            return tell(new GlueFetch(tasks, web, download).run(ids, folder, mirrors), folder);
        }
    }

    int importFrom(Path source, Path folder) {
        return tell(new GlueImport(tasks).run(source, folder), folder);
    }

    int verify(Path folder) {
        List<FileState> files = new GlueCheck(tasks).look(folder);
        List<FileState> problems = GlueCheck.problems(files);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ok", problems.isEmpty());
        document.put("files", files);
        document.put("problems", problems.stream().map(FileState::path).toList());
        console.answer(document, () -> table(files, problems));
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.INTEGRITY;
    }

    private int tell(List<String> files, Path folder) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("folder", folder.toString());
        document.put("files", files);
        console.answer(document, () -> text(files, folder));
        return ExitCode.DONE;
    }

    private static String text(List<String> files, Path folder) {
        StringBuilder text = new StringBuilder();
        files.forEach(file -> text.append(folder.resolve(file)).append('\n'));
        return text.append(
                        "%d files came, each of them read; use them with --data %s%n".formatted(files.size(), folder))
                .toString();
    }

    private static String table(List<FileState> files, List<FileState> problems) {
        TextTable table = new TextTable("", "FILE", "IS", "ROWS", "OFFICIAL", "NOTE");
        for (FileState file : files) {
            table.row(
                    problems.contains(file) ? "NO" : file.isHere() ? "ok" : "-",
                    file.path(),
                    lowerCase(file),
                    file.isHere() ? Integer.toString(file.rows()) : "-",
                    Integer.toString(file.officialRows()),
                    file.note());
        }
        return "%s%n%s%n".formatted(table, verdict(files, problems));
    }

    private static String lowerCase(FileState file) {
        return switch (file.state()) {
            case WHOLE -> "whole";
            case PARTIAL -> "partial";
            case DAMAGED -> "damaged";
            case MISSING -> "missing";
        };
    }

    private static String verdict(List<FileState> files, List<FileState> problems) {
        long here = files.stream().filter(FileState::isHere).count();
        return problems.isEmpty()
                ? "%d of %d files are here, and nothing is wrong with them".formatted(here, files.size())
                : "%d of %d files are here; %d must be put right: fetch or import them again, or report scores on them as such"
                        .formatted(here, files.size(), problems.size());
    }
}
