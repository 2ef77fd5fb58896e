package org.earlyexit.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.earlyexit.head.HeadFactory;
import org.earlyexit.head.OwnPooledLinear;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.InternalClassifierFactory;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.StrategyChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginRegistryTest {

    private static final TaskKind KIND = new TaskKind.Classification(2);

    @Test
    void factoriesAreSortedAndFoundByTheirIds() {
        try (PluginRegistry registry = PluginRegistry.of(strategies("pabee", "entropy"), new Heads())) {
            assertThat(registry.exitStrategies())
                    .extracting(offer -> offer.factory().id().value())
                    .containsExactly("entropy", "pabee");
            assertThat(registry.exitStrategy("pabee").origin().location()).isEqualTo("class path");
            assertThat(registry.internalClassifier("pooled-linear").factory()).isSameAs(PooledLinear.FACTORY);
            assertThat(registry.backbones()).isEmpty();
            assertThat(registry.methods()).isEmpty();
        }
    }

    @Test
    void anUnknownIdIsAnsweredWithWhatThereIsAndTheNearest() {
        try (PluginRegistry registry = PluginRegistry.of(strategies("never", "pabee"))) {
            assertThatThrownBy(() -> registry.exitStrategy("pabe"))
                    .isInstanceOf(PluginException.class)
                    .hasMessage("No exit strategy is called 'pabe'; installed: never, pabee; did you mean 'pabee'?");
            assertThatThrownBy(() -> registry.exitStrategy("entropy"))
                    .hasMessage("No exit strategy is called 'entropy'; installed: never, pabee");
            assertThatThrownBy(() -> registry.method("pabee"))
                    .hasMessage("No method is called 'pabee'; installed: none");
            assertThatThrownBy(() -> registry.backbone("x")).isInstanceOf(PluginException.class);
            assertThatThrownBy(() -> registry.internalClassifier("x")).isInstanceOf(PluginException.class);
        }
    }

    @Test
    void everyDoubleIsNamedWithBothClasses() {
        assertThatThrownBy(() -> PluginRegistry.of(strategies("never", "pabee"), new Again(), new Heads(), new Heads()))
                .isInstanceOf(PluginException.class)
                .hasMessage("Exit strategy 'never' is offered twice, by org.earlyexit.plugin.PluginRegistryTest$Named"
                        + " and by org.earlyexit.plugin.PluginRegistryTest$OtherNever; remove one of them");
    }

    @Test
    void aStrategyIsMadeFromItsChoice() {
        try (PluginRegistry registry = PluginRegistry.of(strategies("never"))) {
            assertThat(registry.strategy(StrategyChoice.of("never", Map.of()), "with", KIND, 4))
                    .isSameAs(ExitStrategy.NEVER);
            assertThatThrownBy(() -> registry.strategy(StrategyChoice.of("never", Map.of("a", 1)), "with", KIND, 4))
                    .hasMessage("with.a: unknown setting; known here: none");
        }
    }

    @Test
    void aPluginThatThrowsOrAnswersNonsenseIsListedWithItsReason() {
        EarlyExitPlugin throwing = new EarlyExitPlugin() {
            @Override
            public List<BackboneFactory> backbones() {
                throw new NoSuchMethodError("gone");
            }
        };
        EarlyExitPlugin withNull = new EarlyExitPlugin() {
            @Override
            public List<ExitStrategyFactory<?>> exitStrategies() {
                return Arrays.asList((ExitStrategyFactory<?>) null);
            }
        };

        try (PluginRegistry registry = PluginRegistry.of(throwing, withNull, new NoPaper(), strategies("never"))) {
            assertThat(registry.exitStrategies()).hasSize(1);
            assertThat(registry.problems())
                    .extracting(PluginProblem::reason)
                    .containsExactly(
                            "java.lang.NoSuchMethodError: gone",
                            "each element of exitStrategies() must not be null",
                            "presets() of org.earlyexit.plugin.PluginRegistryTest$OnlyOfficial must have 'paper', had [official]");
            assertThat(registry.problems().get(2).toString())
                    .startsWith("org.earlyexit.plugin.PluginRegistryTest$NoPaper: ");
        }
    }

    @Test
    void aJarWhosePluginIsMissingAndAFileThatIsNoJarCostOnlyThemselves(@TempDir Path folder) throws IOException {
        Path jar = folder.resolve("missing.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/" + EarlyExitPlugin.class.getName()));
            out.write("no.such.Plugin".getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(folder.resolve("text.jar"), "no jar");

        try (PluginRegistry registry = PluginRegistry.discover(folder)) {
            assertThat(registry.problems()).hasSize(2);
            assertThat(registry.problems().get(0).toString())
                    .startsWith(jar + ": ")
                    .contains("no.such.Plugin");
            assertThat(registry.problems().get(1).reason()).startsWith("the jar cannot be read");
        }
    }

    @Test
    void aFolderThatIsMissingOrEmptyIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> PluginRegistry.discover(folder.resolve("absent")))
                .isInstanceOf(PluginException.class);
        assertThatThrownBy(() -> PluginRegistry.discover(folder))
                .hasMessageContaining("must have at least one jar")
                .isInstanceOf(PluginException.class);
    }

    @Test
    void theCoreItselfOffersNothing() {
        try (PluginRegistry registry = PluginRegistry.discover()) {
            assertThat(registry.problems()).isEmpty();
            assertThat(registry.methods()).isEmpty();
        }
    }

    @Test
    void classesOfTheJdkHaveNoCodeVersion() {
        assertThatThrownBy(() -> CodeVersion.of(String.class))
                .hasMessage("java.lang.String must come from a jar or a folder, came from neither");
        assertThat(CodeVersion.of(PluginRegistry.class)).hasSize(64);
    }

    private static EarlyExitPlugin strategies(String... ids) {
        return new EarlyExitPlugin() {
            @Override
            public List<ExitStrategyFactory<?>> exitStrategies() {
                return Arrays.stream(ids)
                        .<ExitStrategyFactory<?>>map(id -> new Named(new ComponentId(id)))
                        .toList();
            }
        };
    }

    record Nothing() {}

    record Named(ComponentId id) implements ExitStrategyFactory<Nothing> {
        @Override
        public Class<Nothing> configType() {
            return Nothing.class;
        }

        @Override
        public ExitStrategy create(Nothing config, TaskKind kind, int layerCount) {
            return ExitStrategy.NEVER;
        }

        @Override
        public List<Knob> knobs(TaskKind kind, int layerCount) {
            return List.of();
        }
    }

    private static final class OtherNever implements ExitStrategyFactory<Nothing> {
        @Override
        public ComponentId id() {
            return new ComponentId("never");
        }

        @Override
        public Class<Nothing> configType() {
            return Nothing.class;
        }

        @Override
        public ExitStrategy create(Nothing config, TaskKind kind, int layerCount) {
            return ExitStrategy.NEVER;
        }

        @Override
        public List<Knob> knobs(TaskKind kind, int layerCount) {
            return List.of();
        }
    }

    private static final class Again implements EarlyExitPlugin {
        @Override
        public List<ExitStrategyFactory<?>> exitStrategies() {
            return List.of(new OtherNever());
        }
    }

    private static final class Heads implements EarlyExitPlugin {
        @Override
        public List<InternalClassifierFactory<?>> internalClassifiers() {
            HeadFactory<OwnPooledLinear> own = OwnPooledLinear.FACTORY;
            return List.of(PooledLinear.FACTORY, own);
        }
    }

    private static final class NoPaper implements EarlyExitPlugin {
        @Override
        public List<MethodFactory<?>> methods() {
            return List.of(new OnlyOfficial());
        }
    }

    private static final class OnlyOfficial implements MethodFactory<Nothing> {
        @Override
        public ComponentId id() {
            return new ComponentId("only-official");
        }

        @Override
        public Class<Nothing> configType() {
            return Nothing.class;
        }

        @Override
        public MethodCard card() {
            return new MethodCard("Only official", "", "", "none", Set.of());
        }

        @Override
        public Map<String, Nothing> presets() {
            return Map.of("official", new Nothing());
        }

        @Override
        public EarlyExitMethod create(Nothing config, MethodContext context) {
            throw new IllegalStateException("never asked");
        }
    }
}
