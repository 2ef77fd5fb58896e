package org.earlyexit.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of a model that the toolkit reads, as the hub lists them. Names come from a list of ours, never from the
 * hub's, so that none of them leads out of a folder.
 */
final class ModelListing {

    private static final String WHOLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final Pattern SHARD = Pattern.compile("model-\\d{5}-of-\\d{5}\\.safetensors");
    private static final String PICKLED = "pytorch_model.bin";
    private static final List<String> TEXTS = List.of(
            "config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "vocab.txt",
            "vocab.json",
            "merges.txt");

    private final String source;
    private final String commit;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    /** A file of a repository. */
    record Entry(long bytes, Checksum checksum) {}

    /**
     * Reads the answer of the hub.
     *
     * @param source for messages
     * @throws HubException if it is none, or the model has no weights that the toolkit opens
     */
    ModelListing(String source, String json) {
        this.source = source;
        JsonNode root = parse(json);
        this.commit = root.path("sha").asText("");
        if (!HubCache.isCommit(commit)) {
            throw notAListing("sha must be a commit, was '%s'".formatted(commit));
        }
        SortedMap<String, JsonNode> all = new TreeMap<>();
        root.path("siblings").forEach(file -> all.put(file.path("rfilename").asText(""), file));
        boolean whole = all.containsKey(WHOLE);
        all.forEach((name, file) -> {
            if (TEXTS.contains(name) || (whole ? name.equals(WHOLE) : isShard(name))) {
                entries.put(name, entry(name, file));
            }
        });
        if (!whole && !all.containsKey(INDEX)) {
            throw withoutWeights(all.containsKey(PICKLED));
        }
    }

    /** The revision's content, named once for all. */
    String commit() {
        return commit;
    }

    /** What is to be fetched, by name. */
    SortedMap<String, Entry> entries() {
        return entries;
    }

    private JsonNode parse(String json) {
        try {
            return new JsonMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw notAListing("the text must be JSON, was not: " + e.getOriginalMessage());
        }
    }

    private static boolean isShard(String name) {
        return name.equals(INDEX) || SHARD.matcher(name).matches();
    }

    /** Large files are named by their SHA-256, small ones as git names them. */
    private Entry entry(String name, JsonNode file) {
        JsonNode large = file.path("lfs");
        JsonNode hash = large.isObject() ? large.path("sha256") : file.path("blobId");
        JsonNode size = large.isObject() ? large.path("size") : file.path("size");
        Checksum.Kind kind = large.isObject() ? Checksum.Kind.SHA256 : Checksum.Kind.GIT_BLOB;
        if (!size.canConvertToLong() || !size.isIntegralNumber() || size.longValue() < 0) {
            throw notAListing("%s must have a size, had %s".formatted(name, size));
        }
        try {
            return new Entry(size.longValue(), new Checksum(kind, hash.asText("")));
        } catch (IllegalArgumentException e) {
            throw notAListing("%s: %s".formatted(name, e.getMessage()));
        }
    }

    private HubException withoutWeights(boolean pickled) {
        String instead = pickled ? PICKLED + ", which can run code when opened" : "none";
        return new HubException(
                HubException.Kind.CONTENT,
                "%s must have %s, has %s; name a --revision or a model that has it".formatted(source, WHOLE, instead));
    }

    private HubException notAListing(String problem) {
        return new HubException(
                HubException.Kind.CONTENT,
                "%s must list the files of a model: %s; is HF_ENDPOINT right?".formatted(source, problem));
    }
}
