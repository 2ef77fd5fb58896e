package org.earlyexit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.earlyexit.plugin.CodeVersion;
import org.earlyexit.plugin.PluginException;
import org.earlyexit.plugin.PluginRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PluginFolderTest {

    private static final String STRATEGY = """
            package %1$s;
            import java.util.List;
            import org.earlyexit.plugin.EarlyExitPlugin;
            import org.earlyexit.spi.*;
            public final class Good implements EarlyExitPlugin {
                public record Config(int layer) {}
                public static final class Rule implements ExitStrategyFactory<Config> {
                    public ComponentId id() { return new ComponentId("%2$s"); }
                    public Class<Config> configType() { return Config.class; }
                    public ExitStrategy create(Config config, TaskKind kind, int layerCount) { return ExitStrategy.NEVER; }
                    public List<Knob> knobs(TaskKind kind, int layerCount) { return List.of(); }
                }
                @Override public List<ExitStrategyFactory<?>> exitStrategies() { return List.of(new Rule()); }
            }
            """;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void aHostilePluginCostsOnlyItself(HostilePlugin hostile) {
        good("a-good", "org.a", "first");
        hostile.build(folder);

        try (PluginRegistry registry = PluginRegistry.discover(folder)) {
            assertThat(registry.exitStrategies()).hasSize(1);
            assertThat(registry.problems()).hasSize(1);
            assertThat(registry.problems().get(0).toString())
                    .contains(hostile.name() + ".jar")
                    .hasSizeGreaterThan(20);
        }
    }

    @Test
    void anOfferKnowsItsJarAndTheVersionOfItsCode() {
        Path jar = good("a-good", "org.a", "first");

        try (PluginRegistry registry = PluginRegistry.discover(folder)) {
            assertThat(registry.problems()).isEmpty();
            assertThat(registry.exitStrategy("first").origin().pluginClass()).isEqualTo("org.a.Good");
            assertThat(registry.exitStrategy("first").origin().location()).isEqualTo(jar.toString());
            assertThat(registry.exitStrategy("first").origin().codeVersion())
                    .isEqualTo(CodeVersion.of(jar))
                    .hasSize(64);
        }
    }

    @Test
    void twoJarsThatOfferOneIdAreRefusedByName() {
        good("a-good", "org.a", "same");
        good("b-good", "org.b", "same");

        assertThatThrownBy(() -> PluginRegistry.discover(folder))
                .isInstanceOf(PluginException.class)
                .hasMessage("Exit strategy 'same' is offered twice, by org.a.Good$Rule in a-good.jar"
                        + " and by org.b.Good$Rule in b-good.jar; remove one of them");
    }

    @Test
    void twoJarsMayHoldClassesOfOneName() {
        good("a-good", "org.a", "first");
        good("b-good", "org.a", "second");

        try (PluginRegistry registry = PluginRegistry.discover(folder)) {
            assertThat(registry.exitStrategies())
                    .extracting(offer -> offer.factory().id().value())
                    .containsExactly("first", "second");
        }
    }

    @Test
    void aJarWithoutAPluginIsPassedOver() {
        good("a-good", "org.a", "first");
        PluginJars.write(folder.resolve("library.jar"), Map.of("readme.txt", new byte[] {1}));

        try (PluginRegistry registry = PluginRegistry.discover(folder)) {
            assertThat(registry.problems()).isEmpty();
        }
    }

    @Test
    void aFolderWithoutJarsIsRefused() {
        assertThatThrownBy(() -> PluginRegistry.discover(folder))
                .isInstanceOf(PluginException.class)
                .hasMessage(
                        "the plugin folder must have at least one jar, %s has none; build the plugin first", folder);
    }

    @Test
    void aMissingFolderIsRefused() {
        assertThatThrownBy(() -> PluginRegistry.discover(folder.resolve("absent")))
                .isInstanceOf(PluginException.class)
                .hasMessage("the plugin folder must be a folder, was %s", folder.resolve("absent"));
    }

    @Test
    void theVersionOfAFolderFollowsItsClassesOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("A.class"), "one");
        String before = CodeVersion.of(folder);
        Files.writeString(folder.resolve("notes.txt"), "anything");
        assertThat(CodeVersion.of(folder)).isEqualTo(before);

        Files.writeString(file, "two");

        assertThat(CodeVersion.of(folder)).isNotEqualTo(before);
    }

    private Path good(String jar, String inPackage, String id) {
        return PluginJars.compile(folder, jar, inPackage + ".Good", STRATEGY.formatted(inPackage, id));
    }
}
