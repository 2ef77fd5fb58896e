package org.earlyexit.cli;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Path;
import org.earlyexit.bench.harness.EngineRoom;
import org.earlyexit.bench.harness.StopSignal;
import org.earlyexit.bench.harness.Workbench;
import org.earlyexit.bench.suite.Overrides;
import org.earlyexit.bench.suite.Suites;

/** Makes one row for another process of this program, which holds the run folder and waits. */
final class RowVerb {

    private final Workbench workbench;
    private final Provider<ShownProgress> progress;
    private final StopSignal stop;

    @Inject
    RowVerb(Workbench workbench, Provider<ShownProgress> progress, StopSignal stop) {
        this.workbench = workbench;
        this.progress = progress;
        this.stop = stop;
    }

    int run(String suite, Overrides overrides, Place place, String row, Path answers) {
        try (EngineRoom room = new EngineRoom(place.device());
                ShownProgress shown = progress.get()) {
            boolean made = workbench.row(
                    () -> workbench.plan(Suites.read(suite, overrides), place.options(stop), room),
                    row,
                    place.out(suite),
                    answers,
                    room,
                    shown);
            return made ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
