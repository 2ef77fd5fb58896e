package org.earlyexit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Jars that must cost nobody but themselves. */
public enum HostilePlugin {
    /** The constructor throws. */
    THROWS_WHEN_MADE("""
            public THROWS_WHEN_MADE() {
                throw new IllegalStateException("no licence");
            }
            """),
    /** The class cannot be initialised. */
    THROWS_WHEN_LOADED("""
            static final int BROKEN = Integer.parseInt("x");
            """),
    /** A list is null. */
    ANSWERS_NULL("""
            @Override
            public java.util.List<org.earlyexit.train.MethodFactory<?>> methods() {
                return null;
            }
            """),
    /** An element of a list is null. */
    OFFERS_NULL("""
            @Override
            public java.util.List<org.earlyexit.spi.ExitStrategyFactory<?>> exitStrategies() {
                return java.util.Collections.singletonList(null);
            }
            """),
    /** It was built against a toolkit that had another method. */
    WAS_BUILT_FOR_ANOTHER_VERSION("""
            @Override
            public java.util.List<org.earlyexit.model.BackboneFactory> backbones() {
                throw new NoSuchMethodError("BackboneFactory.gone()");
            }
            """),
    /** It never comes back from asking itself. */
    RECURSES_FOR_EVER("""
            @Override
            public java.util.List<org.earlyexit.model.BackboneFactory> backbones() {
                return backbones();
            }
            """),
    /** The service file names a class that is not there. */
    NAMES_A_MISSING_CLASS(""),
    /** The service file is no service file. */
    HAS_A_BROKEN_SERVICE_FILE(""),
    /** The class is no class. */
    HAS_A_BROKEN_CLASS(""),
    /** The jar is no jar. */
    IS_NO_JAR("");

    private final String members;

    HostilePlugin(String members) {
        this.members = members;
    }

    /**
     * Builds the jar.
     *
     * @param folder where to; the jar has the name of the constant
     */
    public Path build(Path folder) {
        Path jar = folder.resolve(name() + ".jar");
        return switch (this) {
            case NAMES_A_MISSING_CLASS -> PluginJars.write(jar, Map.of(PluginJars.SERVICES, bytes("no.such.Plugin")));
            case HAS_A_BROKEN_SERVICE_FILE ->
                PluginJars.write(jar, Map.of(PluginJars.SERVICES, bytes("not a class name!\n")));
            case HAS_A_BROKEN_CLASS ->
                PluginJars.write(
                        jar,
                        Map.of(
                                PluginJars.SERVICES,
                                bytes("hostile.Garbage"),
                                "hostile/Garbage.class",
                                bytes("garbage")));
            case IS_NO_JAR -> writeText(jar);
            default -> PluginJars.compile(folder, name(), "hostile." + name(), source());
        };
    }

    private static Path writeText(Path jar) {
        try {
            return Files.writeString(jar, "no jar");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String source() {
        return """
                package hostile;
                public final class NAME implements org.earlyexit.plugin.EarlyExitPlugin {
                MEMBERS}
                """.replace("NAME", name()).replace("MEMBERS", members);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
