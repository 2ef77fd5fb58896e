package org.earlyexit.testkit.tck;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.testkit.ToyTraining;
import org.earlyexit.train.Recipe;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** An exit strategy of the jar, at the settings with which a method of the same jar uses it. */
@ParameterizedClass(name = "{0}", allowZeroInvocations = true)
@ArgumentsSource(Subjects.Strategies.class)
@ExtendWith(SideEffects.class)
class OfferedStrategy<C extends Record> extends ExitStrategyContract<C> {

    private final Subjects.Subject<ExitStrategyFactory<C>> subject;
    private final Optional<Recipe> user;

    OfferedStrategy(Subjects.Subject<ExitStrategyFactory<C>> subject) {
        this.subject = subject;
        try (Offered offered = new Offered(subject.jar())) {
            this.user = offered.recipes().stream()
                    .filter(recipe ->
                            recipe.strategy().use().equals(subject.factory().id()))
                    .findFirst();
        }
    }

    @BeforeEach
    void requireSettings() {
        Assumptions.assumeTrue(user.isPresent(), "no method of the jar uses it, so its settings are not known");
    }

    @Override
    protected ExitStrategyFactory<C> factory() {
        return subject.factory();
    }

    @Override
    protected C settings() {
        return Settings.read(
                "with", user.orElseThrow().strategy().with(), factory().configType());
    }

    @Override
    protected List<TaskKind> kinds() {
        return Stream.<TaskKind>of(
                        new TaskKind.Classification(2), new TaskKind.Classification(3), new TaskKind.Regression())
                .filter(this::isTaken)
                .toList();
    }

    private boolean isTaken(TaskKind kind) {
        try {
            strategy(settings(), kind);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /** What the modules of the method say that uses the strategy. */
    @Override
    protected List<String> scoreNames() {
        Recipe used = user.orElseThrow();
        Recipe untrained = new Recipe(
                used.depth(), used.classifiers(), used.auxModules(), used.controller(), List.of(), used.strategy());
        TaskKind kind = kinds().get(0);
        try (ToyTraining model = ToyTraining.of(untrained, ToyTask.of(kind, 1), LAYERS, 1)) {
            return model.model().scoreNames();
        }
    }
}
