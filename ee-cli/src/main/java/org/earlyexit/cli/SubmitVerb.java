package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.glue.Submission;
import org.earlyexit.bench.glue.TaskCatalog;

/** Writes the zip file that GLUE's test server takes. */
final class SubmitVerb {

    private final TaskCatalog tasks;
    private final Console console;

    @Inject
    SubmitVerb(TaskCatalog tasks, Console console) {
        this.tasks = tasks;
        this.console = console;
    }

    int run(Path predictions, Optional<Path> out) {
        Path zip = out.orElse(predictions.resolve("submission.zip"));
        Map<String, Integer> rows = new Submission(tasks).write(predictions, zip);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("zip", zip.toString());
        document.put("rows", rows);
        console.answer(document, () -> text(zip, rows));
        return ExitCode.DONE;
    }

    private static String text(Path zip, Map<String, Integer> rows) {
        TextTable table = new TextTable("FILE", "ROWS");
        rows.forEach((file, count) -> table.row(file, Integer.toString(count)));
        return "%s%n%s%n".formatted(table, zip);
    }
}
