package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.earlyexit.testkit.HostileMethod;
import org.earlyexit.testkit.HostilePlugin;
import org.earlyexit.testkit.PluginJars;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contracts of plugins, held against jars that keep them and jars that do not. */
class TckTest {

    private static final Path EXAMPLE =
            Path.of("../examples/confidence-margin-plugin/src/main/java/example/margin/MarginPlugin.java");

    @TempDir
    Path folder;

    @Test
    void theExampleKeepsEveryRule() throws IOException {
        Path jar = PluginJars.compile(folder, "margin", "example.margin.MarginPlugin", Files.readString(EXAMPLE));

        Call call = Call.ee("tck", jar.toString());

        assertThat(call.exitCode()).as(call.out() + call.err()).isZero();
        assertThat(call.out())
                .contains("method confidence-margin", "exit strategy ", "the batch size changes nothing", "grade A, ")
                .contains("running leaves no array behind")
                .doesNotContain("BROKEN");
    }

    @Test
    void aPluginThatLeavesThreadsBehindBreaksTheRuleThatSaysSo() {
        Call call = Call.ee(
                "tck", "--json", HostileMethod.STARTS_THREADS.build(folder).toString());

        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.FAILED);
        assertThat(broken(call).values()).anyMatch(why -> why.contains("threads that it leaves behind"));
        assertThat(call.json().get("grade").asText()).isNotEqualTo("A");
    }

    @Test
    void aJarThatCannotBeLoadedGetsItsReason() {
        Call call = Call.ee(
                "tck", "--json", HostilePlugin.THROWS_WHEN_MADE.build(folder).toString());

        assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(call.json().get("grade").asText()).isEqualTo("F");
        assertThat(broken(call).get("plugin itLoads")).contains("no licence");
    }

    @Test
    void whatIsNoJarIsRefused() {
        Call call = Call.ee("tck", folder.toString());

        assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(call.err()).contains("PLUGIN.jar must be a jar, was " + folder);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void noHostileMethodKeepsTheRulesOrStopsTheProgram(HostileMethod method) {
        Call call =
                Call.ee("tck", "--json", "--time", "60s", method.build(folder).toString());

        boolean harmless = method == HostileMethod.PRINTS;
        assertThat(call.exitCode()).as(call.out()).isEqualTo(harmless ? ExitCode.DONE : ExitCode.FAILED);
        assertThat(broken(call).values()).allMatch(why -> !why.isEmpty() && !why.contains("\n"));
    }

    private static Map<String, String> broken(Call call) {
        Map<String, String> broken = new TreeMap<>();
        for (JsonNode rule : call.json().get("rules")) {
            if (rule.get("outcome").asText().equals("BROKEN")) {
                broken.put(
                        rule.get("offer").asText() + " " + rule.get("rule").asText(),
                        rule.get("why").asText());
            }
        }
        return broken;
    }
}
