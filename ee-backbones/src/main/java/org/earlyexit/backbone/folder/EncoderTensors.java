package org.earlyexit.backbone.folder;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.earlyexit.backbone.bert.BertBackbone;
import org.earlyexit.backbone.bert.EncoderConfig;
import org.earlyexit.backbone.bert.TensorSource;
import org.earlyexit.checkpoint.TensorAudit;
import org.earlyexit.checkpoint.TensorEntry;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.PoolerWeights;

/**
 * Finds an encoder's tensors among those of a checkpoint: with or without the model's prefix, with the old names of the
 * norms, beside a pooler and heads that are left alone. Whatever else is missing, too much or of another shape is told.
 */
final class EncoderTensors implements TensorSource {

    private static final List<String> TASK_HEADS = List.of("classifier.", "pre_classifier.", "qa_outputs.");
    private static final Set<String> CONSTANTS = Set.of("embeddings.position_ids", "embeddings.token_type_ids");

    private final Path folder;
    private final EncoderConfig config;
    private final WeightFiles files;
    private final SortedMap<String, String> namesInFile = new TreeMap<>();
    private final SortedSet<String> ignored = new TreeSet<>();

    /**
     * Audits a checkpoint.
     *
     * @throws ModelException if it is not the checkpoint of this encoder; the message lists up to 20 differences
     */
    EncoderTensors(Path folder, EncoderConfig config, WeightFiles files) {
        this.folder = folder;
        this.config = config;
        this.files = files;
        SortedMap<String, List<Long>> found = new TreeMap<>();
        for (Map.Entry<String, TensorEntry> entry : files.entries().entrySet()) {
            sort(entry.getKey(), entry.getValue().shape(), found);
        }
        TensorAudit.require(folder.toString(), needed(), found);
    }

    @Override
    public float[] values(String name, Shape shape) {
        String inFile = namesInFile.get(name);
        if (inFile == null) {
            throw new ModelException("%s must have a tensor '%s', has none".formatted(folder, name));
        }
        return files.floats(inFile);
    }

    /** The pre-trained pooler, where there is one. */
    Optional<PoolerWeights> pooler() {
        String weight = config.layout().pooler() + ".weight";
        if (!namesInFile.containsKey(weight)) {
            return Optional.empty();
        }
        Shape bias = new Shape(config.spec().hidden());
        return Optional.of(new PoolerWeights(
                values(weight, new Shape(bias.get(0), bias.get(0))),
                values(config.layout().pooler() + ".bias", bias)));
    }

    /** Names of the tensors that were left alone: those of heads. */
    SortedSet<String> ignored() {
        return Collections.unmodifiableSortedSet(ignored);
    }

    private void sort(String inFile, List<Long> shape, SortedMap<String, List<Long>> found) {
        String name = plain(inFile);
        if (isHead(name)) {
            ignored.add(inFile);
            return;
        }
        if (namesInFile.put(name, inFile) != null) {
            throw new ModelException(
                    "%s must have tensor '%s' once, has it with and without prefix".formatted(folder, name));
        }
        found.put(name, shape);
    }

    /** Without the model's prefix, and with the names that norms have had since 2019. */
    private String plain(String inFile) {
        String prefix = config.layout().modelType() + ".";
        String name = inFile.startsWith(prefix) ? inFile.substring(prefix.length()) : inFile;
        if (name.endsWith("LayerNorm.gamma")) {
            return name.replace("LayerNorm.gamma", "LayerNorm.weight");
        }
        return name.endsWith("LayerNorm.beta") ? name.replace("LayerNorm.beta", "LayerNorm.bias") : name;
    }

    private boolean isHead(String name) {
        return CONSTANTS.contains(name)
                || TASK_HEADS.stream().anyMatch(name::startsWith)
                || config.layout().headPrefixes().stream().anyMatch(name::startsWith);
    }

    private SortedMap<String, List<Long>> needed() {
        SortedMap<String, List<Long>> needed = BertBackbone.shapes(config);
        String pooler = config.layout().pooler();
        if (namesInFile.containsKey(pooler + ".weight") || namesInFile.containsKey(pooler + ".bias")) {
            long hidden = config.spec().hidden();
            needed.put(pooler + ".weight", List.of(hidden, hidden));
            needed.put(pooler + ".bias", List.of(hidden));
        }
        return needed;
    }
}
