package org.earlyexit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StepPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example project outside the build, compiled as its users would, trained and run. */
class ExamplePluginTest {

    private static final Path SOURCE =
            Path.of("../examples/confidence-margin-plugin/src/main/java/example/margin/MarginPlugin.java");
    private static final TaskKind KIND = new TaskKind.Classification(2);
    private static final int LAYERS = 3;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aMethodFromAnotherJarIsTrainedAndRun() throws IOException {
        PluginJars.compile(folder, "margin", "example.margin.MarginPlugin", Files.readString(SOURCE));
        ToyTask task = ToyTask.of(KIND, 1);
        try (PluginRegistry registry = PluginRegistry.discover(folder)) {
            Recipe recipe = recipe(registry.method("confidence-margin").factory());
            ExitStrategy strategy = registry.strategy(recipe.strategy(), "with", KIND, LAYERS);
            try (ToyTraining training = ToyTraining.of(recipe, task, LAYERS, 1)) {
                Outcomes outcomes = training.executor().run(task.samples(), strategy, 8);

                assertThat(outcomes.samples()).isEqualTo(ToyTask.SAMPLES);
                assertThat(outcomes.meanExitLayer()).isBetween(1.0, (double) LAYERS);
                assertThat(training.results()).hasSize(1);
            }
        }
    }

    @Test
    void itTakesLessThanSixtyFiveLinesOfCode() throws IOException {
        assertThat(Files.readAllLines(SOURCE).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("/*") && !line.startsWith("*"))
                        .filter(line -> !line.startsWith("import ") && !line.startsWith("package ")))
                .hasSizeLessThan(65);
    }

    private static <C extends Record> Recipe recipe(MethodFactory<C> factory) {
        MethodContext context =
                new MethodContext(LAYERS, KIND, new OptimizerSpec(5e-3, 0, 0.1, 1, 1e-8), new StepPolicy(2, 16, 1, 0));
        C paper = Objects.requireNonNull(factory.presets().get("paper"));
        EarlyExitMethod method = Settings.method(factory, "with", Settings.describe(paper), context);
        return method.recipe();
    }
}
