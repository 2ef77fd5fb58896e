package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.bench.harness.EngineRoom;
import org.earlyexit.bench.harness.Machine;
import org.earlyexit.bench.harness.Workbench;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.selfbench.Figure;
import org.earlyexit.selfbench.SelfBench;
import org.earlyexit.selfbench.Surroundings;

/** Measures the toolkit itself. */
final class SelfbenchVerb {

    private final Workbench workbench;
    private final Machine machine;
    private final Console console;

    @Inject
    SelfbenchVerb(Workbench workbench, Machine machine, Console console) {
        this.workbench = workbench;
        this.machine = machine;
        this.console = console;
    }

    int run(Set<String> goals, int pairs, Optional<String> python, String device) {
        if (pairs < 1) {
            throw new ConfigException("--pairs must be at least 1, was %d; 5 are usual".formatted(pairs));
        }
        goals.stream()
                .filter(goal -> !SelfBench.goals().contains(goal))
                .findFirst()
                .ifPresent(goal -> {
                    throw new ConfigException(
                            "--only must name goals of %s, was '%s'".formatted(SelfBench.goals(), goal));
                });
        try (EngineRoom room = new EngineRoom(device)) {
            List<Figure> figures = SelfBench.measure(
                    goals,
                    new Surroundings(room, workbench, python, pairs),
                    line -> console.err().println("ee: " + line));
            String where = where(room);
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("machine", where);
            document.put("figures", figures.stream().map(SelfbenchVerb::entry).toList());
            console.answer(document, () -> text(where, figures));
            return figures.stream().allMatch(Figure::pass) ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private String where(EngineRoom room) {
        return "%s, %d cores, %d engine threads, %s %s on %s, %s"
                .formatted(
                        machine.processor(),
                        machine.cores(),
                        room.threads(),
                        room.engine(),
                        room.engineVersion(),
                        room.device(),
                        machine.java());
    }

    private static Map<String, Object> entry(Figure figure) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("goal", figure.goal());
        entry.put("what", figure.what());
        entry.put("value", Double.isNaN(figure.value()) ? null : figure.value());
        entry.put("unit", figure.unit());
        entry.put("target", figure.target().toString());
        entry.put("pass", figure.pass());
        entry.put("note", figure.note());
        return entry;
    }

    private static String text(String where, List<Figure> figures) {
        TextTable table = new TextTable("GOAL", "WHAT", "FIGURE", "TARGET", "", "NOTE");
        for (Figure figure : figures) {
            table.row(
                    figure.goal(),
                    figure.what(),
                    "%s %s"
                            .formatted(Figure.number(figure.value()), figure.unit())
                            .strip(),
                    figure.target().toString(),
                    figure.pass() ? "PASS" : "FAIL",
                    figure.note());
        }
        return where + "\n\n" + table;
    }
}
