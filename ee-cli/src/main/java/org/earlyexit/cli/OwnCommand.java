package org.earlyexit.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How this program starts itself once more. */
final class OwnCommand {

    private static final List<String> NOT_PASSED_ON =
            List.of("-Xmx", "-XX:MaxRAMPercentage", "-agentlib", "-javaagent");

    private OwnCommand() {}

    /**
     * The command up to the verb.
     *
     * @param heapBytes that the process may take at most
     */
    static List<String> withHeap(long heapBytes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> NOT_PASSED_ON.stream().noneMatch(argument::startsWith))
                .forEach(command::add);
        passOnEngine(command);
        command.add("-Xmx" + heapBytes);
        command.add("-D" + Ee.WORKER + "=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Ee.class.getName()));
        return command;
    }

    /** What the engine was told otherwise than on the command line. */
    private static void passOnEngine(List<String> command) {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("ai.djl."))
                .map(name -> "-D%s=%s".formatted(name, System.getProperty(name)))
                .filter(argument -> !command.contains(argument))
                .sorted()
                .forEach(command::add);
    }
}
