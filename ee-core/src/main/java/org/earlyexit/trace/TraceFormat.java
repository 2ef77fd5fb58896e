package org.earlyexit.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.earlyexit.spi.TaskKind;

/**
 * The layout of a trace file, all of it little-endian:
 *
 * <pre>{@code
 * 8        magic "EE-TRACE"
 * 4        version, 1
 * 4        H, the length of the header in bytes, a multiple of 4
 * H        the header: JSON in UTF-8, spaces at its end
 * 4        CRC32C of all before
 * then for each layer 1..L:
 * 4*N*C    logits, float32 (N, C)
 * 4*N*S    scores, float32 (N, S)
 * 4        CRC32C of this block
 * }</pre>
 *
 * <p>So every number has a fixed place. A later version may add blocks; a reader refuses versions it does not know.
 */
final class TraceFormat {

    static final int VERSION = 1;
    /** Magic, version and the header's length. */
    static final int PREFIX = 16;

    static final int CHECKSUM = 4;

    private static final long LARGEST_BLOCK = Integer.MAX_VALUE - 8L;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TraceFormat() {}

    static byte[] magic() {
        return "EE-TRACE".getBytes(StandardCharsets.US_ASCII);
    }

    /** Bytes of one layer's logits. */
    static long logitBytes(TraceHeader header) {
        return (long) Float.BYTES * header.samples() * header.outputs();
    }

    /** Bytes of one layer's logits and scores, without the checksum. */
    static long blockBytes(TraceHeader header) {
        return (long) Float.BYTES
                * header.samples()
                * (header.outputs() + header.scoreNames().size());
    }

    /** Refuses a trace whose layers are too large to be mapped into memory one by one. */
    static TraceHeader requireMappable(TraceHeader header) {
        if (blockBytes(header) > LARGEST_BLOCK) {
            throw new IllegalArgumentException(
                    "a layer of a trace must have at most %d bytes, had %d; trace the split in parts"
                            .formatted(LARGEST_BLOCK, blockBytes(header)));
        }
        return header;
    }

    /** The header as it stands in the file. */
    static byte[] write(TraceHeader header) {
        ObjectNode node = JSON.createObjectNode();
        node.put("kind", header.kind() instanceof TaskKind.Regression ? "regression" : "classification");
        node.put("samples", header.samples());
        node.put("layers", header.layers());
        node.put("outputs", header.outputs());
        node.set("scores", JSON.valueToTree(header.scoreNames()));
        node.set("rows", JSON.valueToTree(header.rowIds()));
        node.set("tokens", JSON.valueToTree(header.tokens()));
        node.set("provenance", JSON.valueToTree(new TreeMap<>(header.provenance())));
        byte[] json = node.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = new byte[(json.length + 3) / 4 * 4];
        Arrays.fill(padded, (byte) ' ');
        System.arraycopy(json, 0, padded, 0, json.length);
        return padded;
    }

    /**
     * Reads a header.
     *
     * @throws IllegalArgumentException if a part is missing, of the wrong type, or does not fit the others
     */
    static TraceHeader read(byte[] json) {
        JsonNode node;
        try {
            node = JSON.readTree(new String(json, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the header must be JSON: " + e.getOriginalMessage(), e);
        }
        TaskKind kind = kind(text(part(node, "kind")), number(part(node, "outputs")));
        Map<String, String> provenance = new TreeMap<>();
        part(node, "provenance").properties().forEach(entry -> provenance.put(entry.getKey(), text(entry.getValue())));
        TraceHeader header = new TraceHeader(
                kind,
                number(part(node, "layers")),
                list(part(node, "scores"), TraceFormat::text),
                list(part(node, "rows"), TraceFormat::text),
                list(part(node, "tokens"), TraceFormat::number),
                provenance);
        if (header.samples() != number(part(node, "samples"))) {
            throw new IllegalArgumentException(
                    "samples must be as many as the rows, %d, was %s".formatted(header.samples(), node.get("samples")));
        }
        return requireMappable(header);
    }

    private static TaskKind kind(String kind, int outputs) {
        return switch (kind) {
            case "classification" -> new TaskKind.Classification(outputs);
            case "regression" -> new TaskKind.Regression();
            default ->
                throw new IllegalArgumentException(
                        "kind must be classification or regression, was '%s'".formatted(kind));
        };
    }

    private static JsonNode part(JsonNode node, String name) {
        JsonNode part = node.get(name);
        if (part == null) {
            throw new IllegalArgumentException("the header must have a part '%s', had none".formatted(name));
        }
        return part;
    }

    private static String text(JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException("a part of the header must be a text, was " + node);
        }
        return node.textValue();
    }

    private static int number(JsonNode node) {
        if (!node.isInt()) {
            throw new IllegalArgumentException("a part of the header must be a whole number, was " + node);
        }
        return node.intValue();
    }

    private static <T> List<T> list(JsonNode node, Function<JsonNode, T> element) {
        if (!node.isArray()) {
            throw new IllegalArgumentException("a part of the header must be a list, was " + node);
        }
        List<T> list = new ArrayList<>(node.size());
        node.forEach(child -> list.add(element.apply(child)));
        return list;
    }
}
