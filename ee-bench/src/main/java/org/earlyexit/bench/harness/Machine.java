package org.earlyexit.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a result was made with, apart from the engine.
 *
 * @param toolkitVersion of this program
 * @param commit of its source, or {@code unknown}
 * @param dirty whether the source had changes on top
 * @param java the Java runtime
 * @param os the operating system
 * @param arch the architecture
 * @param processor the processor's name
 * @param cores that the program sees
 */
public record Machine(
        String toolkitVersion,
        String commit,
        boolean dirty,
        String java,
        String os,
        String arch,
        String processor,
        int cores) {

    /** Looks at the machine and at what the start script passed on. */
    public static Machine look() {
        String version = Machine.class.getPackage().getImplementationVersion();
        return new Machine(
                version == null ? "development" : version,
                System.getProperty("ee.commit", "unknown"),
                Boolean.getBoolean("ee.dirty"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                processorName().orElse("unknown"),
                Runtime.getRuntime().availableProcessors());
    }

    /** What times depend on. */
    String speed() {
        return " on %d cores of %s (%s)".formatted(cores, processor, arch);
    }

    private static Optional<String> processorName() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // the name is a courtesy to readers, not a result
        }
    }
}
