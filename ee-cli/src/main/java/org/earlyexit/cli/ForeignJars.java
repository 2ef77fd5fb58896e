package org.earlyexit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.earlyexit.bench.harness.WorkerProcess;
import org.earlyexit.plugin.PluginException;

/** Asks jars what they offer without letting them into this process: each is listed by a process of its own. */
final class ForeignJars {

    private static final WorkerProcess.Limits LIMITS = new WorkerProcess.Limits(Duration.ofSeconds(60), 1L << 30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Console console;

    ForeignJars(Console console) {
        this.console = console;
    }

    /**
     * The jar of each method that a folder offers. A jar that cannot be listed is left out and named.
     *
     * @throws PluginException if the folder is none, or a method is offered twice
     */
    Map<String, Path> methods(Path folder) {
        Map<String, Path> jars = new TreeMap<>();
        for (Path jar : jarsOf(folder)) {
            for (String id : ids(jar)) {
                Path other = jars.put(id, jar);
                if (other != null) {
                    throw new PluginException("Method '%s' is offered twice, by %s and by %s; remove one of them"
                            .formatted(id, other, jar));
                }
            }
        }
        return jars;
    }

    private List<String> ids(Path jar) {
        List<String> command = new ArrayList<>(OwnCommand.withHeap(LIMITS.bytes() / 2));
        command.addAll(List.of("list", "methods", "--json", "--plugins", jar.toString()));
        WorkerProcess.Ended ended = new WorkerProcess(LIMITS).run(command);
        List<String> ids = new ArrayList<>();
        try {
            int start = ended.output().indexOf('{');
            JsonNode methods =
                    JSON.readTree(ended.output().substring(Math.max(0, start))).path("methods");
            if (ended.reason().isEmpty() && methods.isArray()) {
                methods.forEach(method -> {
                    if (method.path("from").asText().equals(jar.toString())) {
                        ids.add(method.path("id").asText());
                    }
                });
                ended.output()
                        .lines()
                        .filter(line -> line.startsWith("ee: Left out"))
                        .forEach(console.err()::println);
                return ids;
            }
        } catch (JsonProcessingException e) {
            ids.clear(); // what it printed is no list; said below
        }
        console.err()
                .println("ee: Left out, see ee tck: %s must say what it offers, did not: %s"
                        .formatted(jar, ended.reason().orElse("its process ended before it was asked")));
        return ids;
    }

    private static List<Path> jarsOf(Path place) {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        if (!Files.isDirectory(place)) {
            throw new PluginException("the plugin folder must be a folder, was " + place);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
