package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.earlyexit.bench.harness.Verification;
import org.earlyexit.bench.harness.Workbench;
import org.earlyexit.report.ReportCheck;

/** Works out the printed figures of a run folder again and names what does not match. */
final class VerifyVerb {

    private final Workbench workbench;
    private final Console console;

    @Inject
    VerifyVerb(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    int run(Path runFolder) {
        Verification verification = workbench.verify(runFolder);
        List<String> problems = new ArrayList<>(verification.problems());
        List<String> notDone = new ArrayList<>(verification.notDone());
        Optional<Path> report = Stream.of(ReportVerb.folder(runFolder), runFolder)
                .filter(folder -> Files.isDirectory(folder.resolve("tables")))
                .findFirst();
        if (report.isPresent()) {
            problems.addAll(ReportCheck.problems(runFolder, report.get()));
        } else {
            notDone.add("no report was there to compare its tables");
        }
        console.answer(document(verification, problems, notDone), () -> text(verification, problems, notDone));
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.INTEGRITY;
    }

    private static Map<String, Object> document(
            Verification verification, List<String> problems, List<String> notDone) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("records", verification.records());
        document.put("figures", verification.figures());
        document.put("problems", problems);
        document.put("notDone", notDone);
        return document;
    }

    private static String text(Verification verification, List<String> problems, List<String> notDone) {
        StringBuilder text = new StringBuilder();
        problems.forEach(problem -> text.append("WRONG: ").append(problem).append('\n'));
        notDone.forEach(reason -> text.append("Not verified: ").append(reason).append('\n'));
        return text.append("%d records, %d figures worked out again, %d problems%n"
                        .formatted(verification.records(), verification.figures(), problems.size()))
                .toString();
    }
}
