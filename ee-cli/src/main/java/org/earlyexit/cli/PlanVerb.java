package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.earlyexit.bench.harness.EngineRoom;
import org.earlyexit.bench.harness.PlanView;
import org.earlyexit.bench.harness.StopSignal;
import org.earlyexit.bench.harness.Workbench;
import org.earlyexit.bench.suite.Overrides;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.bench.suite.Suites;

/** Shows what a suite would do. */
final class PlanVerb {

    private static final int SHOWN_KEY = 12;

    private final Workbench workbench;
    private final Console console;

    @Inject
    PlanVerb(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    int run(String suiteName, Overrides overrides, Place place) {
        Suite suite = Suites.read(suiteName, overrides);
        Path out = place.out(suite.name());
        try (EngineRoom room = new EngineRoom(place.device())) {
            PlanView view = workbench.view(workbench.plan(suite, place.options(new StopSignal()), room), out, room);
            console.answer(document(suite, out, view), () -> text(view));
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> document(Suite suite, Path out, PlanView view) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("suite", suite.name());
        document.put("out", out.toString());
        document.put("cells", view.cells());
        document.put("leftOut", view.leftOut());
        document.put("estimatedSeconds", view.estimatedSeconds());
        document.put("estimatedBytes", view.estimatedBytes());
        return document;
    }

    private static String text(PlanView view) {
        TextTable cells = new TextTable("KIND", "CELL", "DONE", "WHAT", "USED BY");
        for (PlanView.PlannedCell cell : view.cells()) {
            cells.row(
                    cell.kind(),
                    cell.key().substring(0, Math.min(SHOWN_KEY, cell.key().length())),
                    cell.finished() ? "yes" : "no",
                    cell.what(),
                    String.join(", ", cell.usedBy()));
        }
        StringBuilder text = new StringBuilder(cells.toString());
        view.leftOut()
                .forEach(pair ->
                        text.append("left out: %s on %s: %s%n".formatted(pair.method(), pair.task(), pair.reason())));
        long missing = view.cells().stream().filter(cell -> !cell.finished()).count();
        text.append("%d of %d cells to make: about %s on an idle machine, and %s on disk%n"
                .formatted(
                        missing,
                        view.cells().size(),
                        Amounts.time(view.estimatedSeconds()),
                        Amounts.bytes(view.estimatedBytes())));
        return text.toString();
    }
}
