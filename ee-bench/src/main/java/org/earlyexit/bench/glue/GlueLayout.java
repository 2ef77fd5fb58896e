package org.earlyexit.bench.glue;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tells which official file a file is meant to be, by its name and its folder's, as the usual scripts name them. */
final class GlueLayout {

    private static final Map<String, String> FOLDERS = Map.ofEntries(
            Map.entry("cola", "CoLA"),
            Map.entry("sst", "SST-2"),
            Map.entry("sst2", "SST-2"),
            Map.entry("mrpc", "MRPC"),
            Map.entry("sts", "STS-B"),
            Map.entry("stsb", "STS-B"),
            Map.entry("qqp", "QQP"),
            Map.entry("qqpclean", "QQP"),
            Map.entry("mnli", "MNLI"),
            Map.entry("qnli", "QNLI"),
            Map.entry("qnliv2", "QNLI"),
            Map.entry("rte", "RTE"),
            Map.entry("wnli", "WNLI"),
            Map.entry("ax", "AX"),
            Map.entry("diagnostic", "AX"));

    private static final Map<String, String> BY_NAME_ALONE = Map.of(
            "diagnostic.tsv", "AX/diagnostic.tsv",
            "ax.tsv", "AX/diagnostic.tsv",
            "msr_paraphrase_train.txt", MrpcParts.TRAIN,
            "msr_paraphrase_test.txt", MrpcParts.TEST,
            "dev_ids.tsv", MrpcParts.DEV_IDS,
            "mrpc_dev_ids.tsv", MrpcParts.DEV_IDS);

    private final Map<String, SplitFile> files = new LinkedHashMap<>();

    GlueLayout(TaskCatalog tasks) {
        for (String id : tasks.glue()) {
            tasks.task(id).files().values().forEach(file -> files.put(file.path(), file));
        }
    }

    /**
     * The place of a file in the official layout, or that of a part of MRPC; empty if it is none of GLUE's.
     *
     * @param folder the name of the folder that it lies in
     * @param name its own
     */
    Optional<String> place(String folder, String name) {
        String alone = BY_NAME_ALONE.get(name.toLowerCase(Locale.ROOT));
        if (alone != null) {
            return Optional.of(alone);
        }
        String plain = folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        String official = FOLDERS.getOrDefault(plain, "") + "/" + name;
        return files.containsKey(official) ? Optional.of(official) : Optional.empty();
    }
}
