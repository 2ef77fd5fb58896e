package org.earlyexit.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.earlyexit.plugin.EarlyExitPlugin;

/** Builds jars with plugins in them, as a third party would, for tests of what happens to such jars. */
public final class PluginJars {

    /** The name of the file in which a jar names its plugins. */
    public static final String SERVICES = "META-INF/services/" + EarlyExitPlugin.class.getName();

    private PluginJars() {}

    /**
     * Compiles one class against this program's class path and puts it into a jar as a plugin.
     *
     * @param folder where to
     * @param name the jar's name, without its ending
     * @param className the plugin's full name
     * @param source its source text
     */
    public static Path compile(Path folder, String name, String className, String source) {
        try {
            Path work = Files.createTempDirectory(folder, "compile");
            Path file = work.resolve(className.substring(className.lastIndexOf('.') + 1) + ".java");
            Files.writeString(file, source);
            run(file, work);
            Map<String, byte[]> entries = new TreeMap<>();
            for (Path compiled : classes(work)) {
                entries.put(work.relativize(compiled).toString().replace('\\', '/'), Files.readAllBytes(compiled));
            }
            entries.put(SERVICES, className.getBytes(StandardCharsets.UTF_8));
            return write(folder.resolve(name + ".jar"), entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes a jar as it is told, whether that makes sense or not.
     *
     * @param entries contents by name
     */
    public static Path write(Path jar, Map<String, byte[]> entries) {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Path source, Path work) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options =
                    List.of("-proc:none", "-cp", System.getProperty("java.class.path"), "-d", work.toString());
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw new IllegalArgumentException("the plugin's source must compile, javac said: " + messages);
            }
        }
    }

    private static List<Path> classes(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
