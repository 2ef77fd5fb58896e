package org.earlyexit.bench.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.bench.record.Provenance;
import org.earlyexit.bench.record.RecordException;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SuiteFacts;
import org.earlyexit.bench.record.TrainingFacts;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.plugin.Settings;

/** Puts the records of a run together: what the report reads, valid after every row. */
final class RunResults {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private RunResults() {}

    static void write(RunFolder folder, Suite suite, List<RunRecord> records, SuiteFacts facts) {
        String sha256 = CellKey.sha256(Fingerprint.of(suite));
        Map<String, List<String>> sharing = new LinkedHashMap<>();
        for (RunRecord record : records) {
            if (!record.training().stages().isEmpty()) {
                sharing.computeIfAbsent(trainingOf(record), k -> new ArrayList<>())
                        .add(record.method().label());
            }
        }
        List<RunRecord> complete = records.stream()
                .map(record -> complete(record, sha256, sharing.getOrDefault(trainingOf(record), List.of())))
                .toList();
        try {
            RecordFile.write(folder.root().resolve("records.jsonl"), complete);
            RecordFile.writeSuite(folder.root().resolve("suite.json"), facts);
        } catch (RecordException e) {
            throw new EnvironmentException(e.getMessage() + "; free space, or name another folder with --out", e);
        }
    }

    /** The suite as it is run, the command line's changes included. */
    static String describe(Suite suite) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Settings.describe(suite)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings are plain values", e);
        }
    }

    /** Two rows of a task and seed with the same losses to the last bit were trained together. */
    private static String trainingOf(RunRecord record) {
        return record.task().id() + record.seed() + record.training().stages();
    }

    /** The record with what the suite adds to it. */
    static RunRecord complete(RunRecord record, String suiteSha256, List<String> sharing) {
        Provenance from = record.provenance();
        List<String> others = sharing.stream()
                .filter(label -> !label.equals(record.method().label()))
                .distinct()
                .toList();
        return new RunRecord(
                record.schema(),
                record.cell(),
                record.task(),
                record.method(),
                record.backbone(),
                record.seed(),
                new Provenance(
                        from.toolkitVersion(),
                        from.commit(),
                        from.dirty(),
                        from.java(),
                        from.os(),
                        from.arch(),
                        from.processor(),
                        from.cores(),
                        from.engine(),
                        from.engineVersion(),
                        from.kernel(),
                        from.threads(),
                        from.pluginSha256(),
                        suiteSha256),
                new TrainingFacts(record.training().stages(), String.join(", ", others)),
                record.points(),
                record.curve(),
                record.perLayer());
    }
}
