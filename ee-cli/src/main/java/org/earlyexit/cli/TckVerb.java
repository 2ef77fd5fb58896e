package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.earlyexit.bench.harness.WorkerProcess;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.testkit.tck.PluginTck;
import org.earlyexit.testkit.tck.Verdict;

/** Holds the contracts of plugins against a jar, in processes that may die of it, and grades what it finds. */
final class TckVerb {

    private static final int MOST_DEATHS = 20;
    private static final long MEMORY = 4L << 30;

    private final Console console;

    @Inject
    TckVerb(Console console) {
        this.console = console;
    }

    int run(Path jar, Duration time) {
        if (!Files.isRegularFile(jar)) {
            throw new ConfigException("PLUGIN.jar must be a jar, was %s; build the plugin first".formatted(jar));
        }
        List<Verdict> verdicts = verdicts(jar, new WorkerProcess.Limits(time, MEMORY));
        Grade grade = Grade.of(verdicts);
        console.answer(document(jar, verdicts, grade), () -> text(jar, verdicts, grade));
        return grade.broken() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Where a process dies of a rule, another one goes on with the rest. */
    private static List<Verdict> verdicts(Path jar, WorkerProcess.Limits limits) {
        List<Verdict> verdicts = new ArrayList<>();
        Set<String> passedOver = new TreeSet<>();
        Path answers = temporary();
        try {
            for (int deaths = 0; deaths < MOST_DEATHS; deaths++) {
                Files.deleteIfExists(answers);
                WorkerProcess.Ended ended = new WorkerProcess(limits).run(command(jar, answers, passedOver, limits));
                List<Verdict> told = told(answers);
                told.stream()
                        .filter(verdict -> verdict.outcome() != Verdict.Outcome.BEGUN)
                        .filter(verdict -> !passedOver.contains(name(verdict)))
                        .forEach(verdicts::add);
                told.forEach(verdict -> passedOver.add(name(verdict)));
                if (Files.exists(answers)
                        && ended.reason().isEmpty()
                        && Files.readString(answers).endsWith("\n\n")) {
                    return verdicts;
                }
                verdicts.add(death(told, ended.reason().orElse("its process ended before all rules were looked at")));
                if (told.isEmpty()) {
                    return verdicts;
                }
            }
            return verdicts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            remove(answers);
        }
    }

    private static void remove(Path answers) {
        try {
            Files.deleteIfExists(answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Verdict death(List<Verdict> told, String reason) {
        Verdict last = told.isEmpty()
                ? new Verdict("plugin", "itLoads", Verdict.Outcome.BEGUN, "")
                : told.get(told.size() - 1);
        return new Verdict(last.offer(), last.rule(), Verdict.Outcome.BROKEN, reason);
    }

    private static String name(Verdict verdict) {
        return verdict.offer() + "#" + verdict.rule();
    }

    private static List<String> command(Path jar, Path answers, Set<String> passedOver, WorkerProcess.Limits limits) {
        List<String> command = new ArrayList<>(OwnCommand.withHeap(limits.bytes() / 2));
        command.addAll(List.of("tck-rules", jar.toString(), "--answer", answers.toString()));
        passedOver.forEach(rule -> command.addAll(List.of("--pass-over", rule)));
        return command;
    }

    /** The whole lines; a process that died may have left the beginning of another. */
    private static List<Verdict> told(Path answers) throws IOException {
        if (!Files.exists(answers)) {
            return List.of();
        }
        String text = Files.readString(answers);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> !line.isEmpty())
                .map(Verdict::parse)
                .toList();
    }

    private static Map<String, Object> document(Path jar, List<Verdict> verdicts, Grade grade) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("jar", jar.toString());
        document.put("grade", grade.letter());
        document.put("holds", grade.holds());
        document.put("broken", grade.broken());
        document.put("rules", verdicts);
        return document;
    }

    private static String text(Path jar, List<Verdict> verdicts, Grade grade) {
        Map<String, List<Verdict>> byOffer = verdicts.stream()
                .collect(Collectors.groupingBy(Verdict::offer, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        byOffer.forEach((offer, rules) -> {
            text.append(offer).append('\n');
            rules.forEach(rule -> text.append(line(rule)));
        });
        return text.append("%n%s: grade %s, %d rules hold, %d broken%n"
                        .formatted(jar.getFileName(), grade.letter(), grade.holds(), grade.broken()))
                .toString();
    }

    private static String line(Verdict rule) {
        String mark = switch (rule.outcome()) {
            case HOLDS -> "ok     ";
            case BROKEN -> "BROKEN ";
            default -> "-      ";
        };
        String why = rule.why().isEmpty() ? "" : ": " + rule.why();
        return "  %s %s%s%n".formatted(mark, PluginTck.sentence(rule.rule()), why);
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("ee-tck", ".tsv");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How well a jar does.
     *
     * @param holds rules
     * @param broken rules
     */
    private record Grade(long holds, long broken) {

        static Grade of(List<Verdict> verdicts) {
            return new Grade(count(verdicts, Verdict.Outcome.HOLDS), count(verdicts, Verdict.Outcome.BROKEN));
        }

        private static long count(List<Verdict> verdicts, Verdict.Outcome outcome) {
            return verdicts.stream()
                    .filter(verdict -> verdict.outcome() == outcome)
                    .count();
        }

        /**
         * A where all rules hold, then by the share that does: B from nine tenths, C from three quarters, D from half.
         */
        String letter() {
            if (broken == 0) {
                return "A";
            }
            double share = (double) holds / (holds + broken);
            return share >= 0.9 ? "B" : share >= 0.75 ? "C" : share >= 0.5 ? "D" : "F";
        }
    }
}
