package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The start script, as far as it goes without building; and the end of a process that is told to stop. */
@EnabledOnOs(OS.LINUX)
class ScriptTest {

    private static final Path SCRIPT =
            Path.of("").toAbsolutePath().resolveSibling("ee").normalize();

    @TempDir
    Path folder;

    /**
     * A process that ended.
     *
     * @param text both of its streams
     */
    private record Ended(int exitCode, String text) {}

    @Test
    void theScriptIsOneThatEveryShellReads() throws IOException, InterruptedException {
        assertThat(ended(Map.of(), "sh", "-n", SCRIPT.toString())).isEqualTo(new Ended(0, ""));
    }

    @Test
    void aWrongNumberOfThreadsEndsWith4() throws IOException, InterruptedException {
        Ended ended = ended(Map.of("EE_THREADS", "many"), SCRIPT.toString(), "list");

        assertThat(ended.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ended.text())
                .isEqualTo("ee: EE_THREADS must be a whole number from 1 on, was 'many'; change or unset it\n");
    }

    @Test
    void aMissingJdkEndsWith4AndIsSaidInJsonToo() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(folder.resolve("link to ee"), SCRIPT);

        Ended ended = ended(Map.of("JAVA_HOME", folder.toString()), link.toString(), "list", "--json");
        Files.delete(link);

        assertThat(ended.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(ended.text()).contains("ee: A JDK of version 17 or later must be installed", "\"exitCode\":4}");
    }

    @Test
    void aProcessThatIsStoppedEndsWith130AndLeavesNothingHalfWritten() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        Process process = java(
                "bench",
                "--backbone",
                "toy",
                "--methods",
                "full-model",
                "--set",
                "samples.maxLength=32",
                "--out",
                run.toString());
        long deadline = TimeUnit.SECONDS.toMillis(60);
        while (!Files.exists(run.resolve("lock")) && deadline > 0) {
            Thread.sleep(50);
            deadline -= 50;
        }

        process.toHandle().destroy(); // unlike the process's own, it leaves the streams open

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("ee: Interrupted");
        assertThat(run.resolve("records.jsonl")).doesNotExist();
    }

    private static Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.default_engine=PyTorch",
                "-Dai.djl.offline=true",
                "-Doffline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                Ee.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static Ended ended(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }
}
