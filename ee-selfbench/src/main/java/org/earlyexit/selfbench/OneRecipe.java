package org.earlyexit.selfbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.bench.suite.Overrides;

/** A suite of ten rows whose methods are trained alike, and so are trained once, beside a suite of one of them. */
final class OneRecipe implements Goal {

    private static final int MOST_PAIRS = 2;

    @Override
    public String id() {
        return "P11";
    }

    @Override
    public String title() {
        return "a suite of ten methods of one training recipe beside one method";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        try {
            Path suite = Files.createTempFile("one-recipe", ".yaml");
            try {
                Files.writeString(suite, Resources.text("one-recipe.yaml"));
                return List.of(measure(workshop, suite.toString()));
            } finally {
                Files.delete(suite);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figure measure(Workshop workshop, String suite) {
        SuiteTime suites = new SuiteTime(workshop.surroundings());
        Overrides one = new Overrides(List.of(), List.of("pabee"), List.of(), Optional.empty(), Map.of());
        int pairs = Math.min(MOST_PAIRS, workshop.surroundings().pairs());
        Timing timing = workshop.timing(pairs)
                .compare(() -> suites.run(suite, Overrides.NONE), () -> suites.run(suite, one), 0, 0, 1);
        return Figure.of(id(), "time beside one method", timing.speedup(), "times", Target.atMost(1.15), timing);
    }
}
