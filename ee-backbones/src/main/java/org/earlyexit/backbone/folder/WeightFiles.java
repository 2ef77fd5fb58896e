package org.earlyexit.backbone.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.earlyexit.checkpoint.SafetensorsFile;
import org.earlyexit.checkpoint.TensorEntry;
import org.earlyexit.model.ModelException;

/** The weights of a folder: one safetensors file, or shards with an index. Pickled weights are never opened. */
final class WeightFiles implements AutoCloseable {

    private static final String WHOLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final String PICKLED = "pytorch_model.bin";

    private final Path folder;
    private final SortedMap<String, SafetensorsFile> files = new TreeMap<>();
    private final SortedMap<String, String> places = new TreeMap<>();

    private WeightFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the weights of a folder.
     *
     * @throws ModelException if there are none, or they are not whole
     */
    static WeightFiles open(Path folder) {
        WeightFiles weights = new WeightFiles(folder);
        try {
            if (Files.isRegularFile(folder.resolve(WHOLE))) {
                weights.add(WHOLE);
            } else if (Files.isRegularFile(folder.resolve(INDEX))) {
                weights.addShards();
            } else {
                throw weights.none();
            }
            return weights;
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /** All tensors, by the names they have in the files. */
    SortedMap<String, TensorEntry> entries() {
        SortedMap<String, TensorEntry> entries = new TreeMap<>();
        files.values().forEach(file -> entries.putAll(file.entries()));
        return Collections.unmodifiableSortedMap(entries);
    }

    /** The values of a tensor. */
    float[] floats(String name) {
        SafetensorsFile file = files.get(places.getOrDefault(name, ""));
        if (file == null) {
            throw new ModelException("%s must have a tensor '%s', has none".formatted(folder, name));
        }
        return file.floats(name);
    }

    /** SHA-256 of the files' bytes, one after another. */
    String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (String name : files.keySet()) {
                try (InputStream stream = Files.newInputStream(folder.resolve(name))) {
                    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                        digest.update(buffer, 0, read);
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new ModelException("%s must be readable: %s".formatted(folder, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        files.values().forEach(SafetensorsFile::close);
    }

    private void add(String name) {
        SafetensorsFile file = SafetensorsFile.open(folder.resolve(name));
        files.put(name, file);
        for (String tensor : file.entries().keySet()) {
            String other = places.put(tensor, name);
            if (other != null) {
                throw new ModelException(
                        "%s: tensor '%s' must be in one shard, is in %s and %s".formatted(folder, tensor, other, name));
            }
        }
    }

    private void addShards() {
        Path index = folder.resolve(INDEX);
        JsonNode map = JsonFile.read(index).path("weight_map");
        if (!map.isObject() || map.isEmpty()) {
            throw new ModelException("%s must have a weight_map of tensor names to files".formatted(index));
        }
        SortedSet<String> shards = new TreeSet<>();
        map.forEach(shard -> shards.add(shardName(index, shard)));
        shards.forEach(this::add);
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String place = places.getOrDefault(entry.getKey(), "no shard");
            if (!place.equals(entry.getValue().textValue())) {
                throw new ModelException("%s: tensor '%s' must be in %s, is in %s; fetch the shards again"
                        .formatted(index, entry.getKey(), entry.getValue().textValue(), place));
            }
        }
    }

    /** A shard is a file of the folder itself; anything else would read where the user did not point. */
    private static String shardName(Path index, JsonNode node) {
        String name = node.asText("");
        boolean plain = name.endsWith(".safetensors")
                && name.chars().allMatch(c -> c > ' ' && c != '/' && c != '\\' && c != ':')
                && !name.startsWith(".");
        if (!node.isTextual() || !plain) {
            throw new ModelException(
                    "%s: shards must be safetensors files of the same folder, one was %s".formatted(index, node));
        }
        return name;
    }

    private ModelException none() {
        if (Files.isRegularFile(folder.resolve(PICKLED))) {
            String convert = "python -c \"from transformers import AutoModel as M; "
                    + "M.from_pretrained('.').save_pretrained('.', safe_serialization=True)\"";
            return new ModelException(
                    "%s must have a model.safetensors, has only %s, which can run code when opened; convert it there once: %s"
                            .formatted(folder, PICKLED, convert));
        }
        return new ModelException(
                "%s must have a %s or a %s, has neither; check the path".formatted(folder, WHOLE, INDEX));
    }
}
