package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.bench.harness.EngineName;
import org.earlyexit.bench.harness.EngineRoom;
import org.earlyexit.bench.harness.EnvironmentException;

/** Looks for what a run needs. */
final class CheckVerb {

    private static final String ENGINE_MEND =
            "use --device cpu, Linux on x86-64 with glibc, and a home folder with 1 GB to spare (or set DJL_CACHE_DIR)";

    private final SurroundingsCheck surroundings;
    private final InstallationCheck installation;
    private final Console console;

    @Inject
    CheckVerb(SurroundingsCheck surroundings, InstallationCheck installation, Console console) {
        this.surroundings = surroundings;
        this.installation = installation;
        this.console = console;
    }

    int run(Needs needs) {
        List<Finding> findings = new ArrayList<>();
        findings.add(surroundings.java());
        findings.addAll(engine(needs));
        findings.add(secondEngine());
        findings.add(surroundings.disk(needs.out()));
        findings.addAll(surroundings.data(needs.data()));
        findings.addAll(installation.plugins());
        boolean ok = findings.stream().allMatch(Finding::ok);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("ok", ok);
        document.put("findings", findings);
        console.answer(document, () -> text(findings));
        return ok ? ExitCode.DONE : ExitCode.ENVIRONMENT;
    }

    private List<Finding> engine(Needs needs) {
        try (EngineRoom room = new EngineRoom(needs.device())) {
            return List.of(
                    Finding.good("engine", room.engine() + " " + room.engineVersion() + ", natives loaded"),
                    Finding.good("device", room.device()),
                    Finding.good("threads", room.threads() == 0 ? "as the engine chooses" : "" + room.threads()),
                    installation.backbone(needs.backbone(), room.manager()));
        } catch (EnvironmentException e) {
            return List.of(Finding.bad("engine", String.valueOf(e.getMessage()), ENGINE_MEND));
        }
    }

    /** Nothing needs it, so that its absence is no fault. */
    private static Finding secondEngine() {
        try (EngineRoom room = new EngineRoom(EngineName.MXNET, "cpu")) {
            return Finding.good(
                    "engine 2", "%s %s: %s".formatted(room.engine(), room.engineVersion(), EngineName.MXNET.lacks()));
        } catch (EnvironmentException e) {
            return Finding.good("engine 2", "none: " + e.getMessage());
        }
    }

    private static String text(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append("%-4s %-10s %s%n".formatted(finding.ok() ? "ok" : "NO", finding.what(), finding.found()));
            if (!finding.mend().isEmpty()) {
                text.append("     %-10s %s%n".formatted("", "-> " + finding.mend()));
            }
        }
        return text.toString();
    }
}
