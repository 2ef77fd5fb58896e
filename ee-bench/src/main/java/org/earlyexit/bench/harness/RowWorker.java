package org.earlyexit.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.earlyexit.bench.suite.Suite;

/** Has single rows made by a process each. They put their cells into the run folder that this process holds. */
final class RowWorker {

    private static final String ROW = "row";
    private static final int ENVIRONMENT = 4;

    private final Plan plan;
    private final RunFolder folder;
    private final String device;
    private final Isolation isolation;

    RowWorker(Plan plan, RunFolder folder, String device) {
        this.plan = plan;
        this.folder = folder;
        this.device = device;
        this.isolation = plan.options().isolation();
    }

    /** Makes a row; whatever goes wrong with it is part of the answer. */
    RowAnswer make(String task, Suite.MethodEntry entry, long seed) {
        Path answers = temporary();
        try {
            WorkerProcess.Ended ended = new WorkerProcess(isolation.limits()).run(command(task, entry, seed, answers));
            if (ended.exitCode() == ENVIRONMENT) {
                throw new EnvironmentException(lastLine(ended.output()));
            }
            if (RowAnswer.exists(answers, ROW)) {
                return own(task, entry, RowAnswer.read(answers, ROW));
            }
            String reason = ended.reason().orElse("its process ended by itself before the row was made");
            return RowAnswer.failed(reason, reason + "\n\nIt printed:\n" + ended.output());
        } finally {
            folder.removeAll(answers);
        }
    }

    /** Where rows of the class path are there, majority and oracle accompany one of them. */
    private RowAnswer own(String task, Suite.MethodEntry entry, RowAnswer answer) {
        if (!isolation.isForeign(entry.use()) || plan.methods(task).isEmpty()) {
            return answer;
        }
        List<String> labels = List.of(entry.as(), References.randomLabel(entry));
        return new RowAnswer(
                answer.records().stream()
                        .filter(record -> labels.contains(record.method().label()))
                        .toList(),
                answer.more());
    }

    private List<String> command(String task, Suite.MethodEntry entry, long seed, Path answers) {
        RunOptions options = plan.options();
        List<String> command = new ArrayList<>(isolation.command());
        command.addAll(List.of(ROW, folder.root().resolve(SuiteRun.PLAN).toString(), "--row", entry.as()));
        command.addAll(List.of("--tasks", task, "--methods", rows(entry), "--seeds", Long.toString(seed)));
        command.addAll(List.of("--out", folder.root().toString(), "--answer", answers.toString()));
        command.addAll(
                List.of("--device", device, "--keep-every", options.keepEvery().toSeconds() + "s"));
        options.data().ifPresent(data -> command.addAll(List.of("--data", data.toString())));
        Optional.ofNullable(isolation.jars().get(entry.use()))
                .ifPresent(jar -> command.addAll(List.of("--plugins", jar.toString())));
        return command;
    }

    /** The row among those of the class path: what accompanies it depends on them. */
    private String rows(Suite.MethodEntry entry) {
        return plan.suite().methods().stream()
                .filter(other -> other.equals(entry) || !isolation.isForeign(other.use()))
                .map(Suite.MethodEntry::as)
                .collect(Collectors.joining(","));
    }

    private static String lastLine(String output) {
        return output.strip()
                .lines()
                .reduce((first, second) -> second)
                .orElse("The machine must be put right; see ee check")
                .replaceFirst("^ee: ", "");
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("ee-row");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
