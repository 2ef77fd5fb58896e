package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.testkit.HostileMethod;
import org.earlyexit.testkit.HostilePlugin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are made in processes of their own: what befalls one of them befalls no other. */
class IsolationTest {

    @TempDir
    Path folder;

    @Test
    void aSuiteSurvivesItsWorstMethods() throws IOException {
        survives(
                List.of(
                        HostileMethod.EXITS_WHEN_MADE,
                        HostileMethod.EXITS_IN_TRAINING,
                        HostileMethod.LOOPS_IN_TRAINING,
                        HostileMethod.IS_KILLED,
                        HostileMethod.STARTS_THREADS),
                List.of());
    }

    @Test
    @Tag("slow")
    void aSuiteSurvivesTheWholeCorpus() throws IOException {
        survives(Arrays.asList(HostileMethod.values()), Arrays.asList(HostilePlugin.values()));
    }

    @Test
    void everyRowInItsOwnProcessGivesTheSameRecords() throws IOException {
        Call together = bench("together", "full-model,pabee", List.of());
        Call apart = bench("apart", "full-model,pabee", List.of("--isolate"));

        assertThat(together.exitCode()).as(together.err()).isZero();
        assertThat(apart.exitCode()).as(apart.err()).isZero();
        assertThat(apart.json().get("newCells")).isEqualTo(together.json().get("newCells"));
        assertThat(folder.resolve("apart").resolve("records.jsonl"))
                .hasSameTextualContentAs(folder.resolve("together").resolve("records.jsonl"));
    }

    private void survives(List<HostileMethod> methods, List<HostilePlugin> plugins) throws IOException {
        Path jars = Files.createDirectory(folder.resolve("jars"));
        methods.forEach(method -> method.build(jars));
        plugins.forEach(plugin -> plugin.build(jars));
        List<HostileMethod> listed =
                methods.stream().filter(method -> !method.isUnknown()).toList();
        String rows =
                "full-model," + listed.stream().map(HostileMethod::id).collect(Collectors.joining(",")) + ",pabee";

        bench("alone", "full-model,pabee", List.of());
        Call call = bench(
                "hostile", rows, List.of("--plugins", jars.toString(), "--row-time", "40s", "--row-memory", "1500"));

        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.FAILED);
        Map<String, String> failed = new TreeMap<>();
        for (JsonNode row : call.json().get("failed")) {
            failed.put(row.get("method").asText(), row.get("error").asText());
        }
        for (HostileMethod method : listed) {
            if (method.said().isEmpty()) {
                assertThat(failed).doesNotContainKey(method.id());
                assertThat(records("hostile")).containsKey(method.id());
            } else {
                assertThat(failed.get(method.id()))
                        .as(method.id())
                        .contains(method.said())
                        .doesNotContain("\n");
            }
        }
        List<String> unknown = new ArrayList<>(plugins.stream().map(Enum::name).toList());
        methods.stream().filter(HostileMethod::isUnknown).map(Enum::name).forEach(unknown::add);
        for (String jar : unknown) {
            assertThat(call.err().lines().filter(line -> line.contains(jar + ".jar")))
                    .as(jar)
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("ee: Left out"));
        }
        Map<String, String> alone = records("alone");
        assertThat(records("hostile"))
                .containsAllEntriesOf(alone)
                .hasSize(alone.size()
                        + (int) listed.stream().filter(m -> m.said().isEmpty()).count());
        assertThat(folder.resolve("hostile").resolve("report").resolve("index.html"))
                .content()
                .contains("full-model");
    }

    /** The records by row, without what they say of the suite, which differs. */
    private Map<String, String> records(String run) {
        Map<String, String> records = new TreeMap<>();
        for (RunRecord record : RecordFile.read(folder.resolve(run).resolve("records.jsonl"))) {
            records.put(
                    record.method().label(), RecordFile.line(record).replaceAll("\"suiteSha256\":\"[0-9a-f]*\"", ""));
        }
        return records;
    }

    private Call bench(String run, String rows, List<String> more) {
        List<String> options = new ArrayList<>(List.of("--json"));
        options.addAll(more);
        return Call.tinyBench(folder.resolve(run), rows, options);
    }
}
