package org.earlyexit.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.earlyexit.model.ModelException;

/** Reads the JSON header of a safetensors file and believes nothing it says before it fits the bytes that are there. */
final class SafetensorsHeader {

    private static final String METADATA = "__metadata__";
    private static final int DEEPEST_NESTING = 8; // three levels are used
    private static final JsonMapper JSON = JsonMapper.builder(strictFactory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path file;
    private final SortedMap<String, TensorEntry> entries = new TreeMap<>();
    private final SortedMap<String, String> metadata = new TreeMap<>();

    /**
     * Parses and checks a header.
     *
     * @param file for messages only
     * @param header the JSON, as stored
     * @param dataBytes how many bytes follow the header
     */
    SafetensorsHeader(Path file, byte[] header, long dataBytes) {
        this.file = file;
        JsonNode root = parse(header);
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                readMetadata(field.getValue());
            } else {
                entries.put(field.getKey(), readEntry(field.getKey(), field.getValue()));
            }
        }
        requireContiguous(dataBytes);
    }

    SortedMap<String, TensorEntry> entries() {
        return entries;
    }

    SortedMap<String, String> metadata() {
        return metadata;
    }

    private JsonNode parse(byte[] header) {
        if (header.length == 0 || header[0] != '{') {
            throw damaged("its header must start with '{'");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header))
                    .toString();
            return JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw damaged("its header must be valid UTF-8", e);
        } catch (JsonProcessingException e) {
            throw damaged("its header must be JSON without repeated names: " + e.getOriginalMessage(), e);
        }
    }

    private void readMetadata(JsonNode node) {
        if (!node.isObject()) {
            throw damaged("its __metadata__ must be an object of texts, was " + brief(node));
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getValue().isTextual()) {
                throw damaged(
                        "its metadata '%s' must be a text, was %s".formatted(field.getKey(), brief(field.getValue())));
            }
            metadata.put(field.getKey(), field.getValue().textValue());
        }
    }

    private TensorEntry readEntry(String name, JsonNode node) {
        if (!node.isObject() || node.size() != 3) {
            throw damaged(
                    "tensor '%s' must have dtype, shape and data_offsets alone, was %s".formatted(name, brief(node)));
        }
        TensorType type = readType(name, node.path("dtype"));
        List<Long> shape = readNumbers(name, "shape", node.path("shape"));
        List<Long> offsets = readNumbers(name, "data_offsets", node.path("data_offsets"));
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw damaged("tensor '%s' must have two ascending data_offsets, had %s".formatted(name, offsets));
        }
        TensorEntry entry = new TensorEntry(name, type, shape, offsets.get(0), offsets.get(1));
        long bytes = bytes(entry);
        if (bytes != entry.end() - entry.begin()) {
            throw damaged("tensor '%s' of shape %s and type %s must have %d bytes, had %d"
                    .formatted(name, shape, type, bytes, entry.end() - entry.begin()));
        }
        return entry;
    }

    private TensorType readType(String name, JsonNode node) {
        for (TensorType type : TensorType.values()) {
            if (type.name().equals(node.textValue())) {
                return type;
            }
        }
        throw damaged("tensor '%s' must have a known dtype, had %s".formatted(name, brief(node)));
    }

    private List<Long> readNumbers(String name, String what, JsonNode node) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : node) {
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
                throw damaged("tensor '%s' must have whole numbers from 0 as %s, had %s"
                        .formatted(name, what, brief(number)));
            }
            numbers.add(number.longValue());
        }
        if (!node.isArray()) {
            throw damaged("tensor '%s' must have a list as %s, had %s".formatted(name, what, brief(node)));
        }
        return numbers;
    }

    private long bytes(TensorEntry entry) {
        try {
            long bytes = entry.type().bytes();
            for (long axis : entry.shape()) {
                bytes = Math.multiplyExact(bytes, axis);
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw damaged("tensor '%s' must fit a file, had shape %s".formatted(entry.name(), entry.shape()), e);
        }
    }

    private void requireContiguous(long dataBytes) {
        List<TensorEntry> byPlace = new ArrayList<>(entries.values());
        byPlace.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        long next = 0;
        for (TensorEntry entry : byPlace) {
            if (entry.begin() != next) {
                throw damaged("tensor '%s' must begin at byte %d, where the one before it ends, began at %d"
                        .formatted(entry.name(), next, entry.begin()));
            }
            next = entry.end();
        }
        if (next != dataBytes) {
            throw damaged("its tensors must fill the %d bytes after the header, filled %d".formatted(dataBytes, next));
        }
    }

    private static String brief(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    private ModelException damaged(String what) {
        return new ModelException(message(what));
    }

    private ModelException damaged(String what, Exception cause) {
        return new ModelException(message(what), cause);
    }

    private String message(String what) {
        return "%s is not a whole safetensors file: %s; fetch or write it again".formatted(file, what);
    }

    private static JsonFactory strictFactory() {
        return new JsonFactoryBuilder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST_NESTING)
                        .build())
                .build();
    }
}
