package org.earlyexit.token;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.TextEncoder;
import org.earlyexit.model.TokenSequence;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer of the HuggingFace library, from {@code tokenizer.json} or from a bare {@code vocab.txt}. Texts are cut
 * to length, the longer of two first, and never padded. Safe to share between threads.
 */
public final class HuggingFaceTextEncoder implements TextEncoder {

    private final String source;
    private final byte[] json;
    private final boolean segments;
    private final Map<Integer, HuggingFaceTokenizer> byLength = new ConcurrentHashMap<>();

    private HuggingFaceTextEncoder(String source, byte[] json, boolean segments) {
        this.source = source;
        this.json = json;
        this.segments = segments;
    }

    /**
     * Reads the tokenizer of a folder: {@code tokenizer.json}, or else {@code vocab.txt} with
     * {@code tokenizer_config.json}.
     *
     * @param segments whether second texts are numbered 1; without it all tokens are in segment 0
     * @throws ModelException if there is neither, or what there is cannot be read
     */
    public static HuggingFaceTextEncoder open(Path folder, boolean segments) {
        Path whole = folder.resolve("tokenizer.json");
        if (Files.isRegularFile(whole)) {
            return ofJson(whole.toString(), bytes(whole), segments);
        }
        Path vocabulary = folder.resolve("vocab.txt");
        if (!Files.isRegularFile(vocabulary)) {
            throw new ModelException(
                    "%s must have a tokenizer.json or a vocab.txt, has neither; copy one from where the weights came from"
                            .formatted(folder));
        }
        Path settings = folder.resolve("tokenizer_config.json");
        JsonNode config = Files.isRegularFile(settings)
                ? tree(settings.toString(), bytes(settings))
                : JsonNodeFactory.instance.objectNode();
        List<String> tokens =
                new String(bytes(vocabulary), StandardCharsets.UTF_8).lines().toList();
        return ofVocabulary(vocabulary.toString(), tokens, config, segments);
    }

    /**
     * A WordPiece tokenizer of these tokens.
     *
     * @param source for messages
     * @param tokens in order of their ids, among them {@code [PAD] [UNK] [CLS] [SEP] [MASK]}
     */
    public static HuggingFaceTextEncoder ofVocabulary(String source, List<String> tokens, boolean segments) {
        return ofVocabulary(source, tokens, JsonNodeFactory.instance.objectNode(), segments);
    }

    /**
     * Refuses a tokenizer that can say more than an embedding has rows for.
     *
     * @param rows of the embedding
     * @throws ModelException naming both numbers
     */
    public void requireFits(int rows) {
        int size = vocabularySize();
        if (size > rows) {
            throw new ModelException(
                    "%s must have at most the %d tokens that the embedding has rows for, has %d; take tokenizer and weights from the same model"
                            .formatted(source, rows, size));
        }
    }

    /** One more than the largest id that it gives. */
    public int vocabularySize() {
        JsonNode root = tree(source, json);
        int size = 0;
        JsonNode vocabulary = root.path("model").path("vocab");
        if (vocabulary.isArray()) {
            size = vocabulary.size(); // Unigram: pieces in order of their ids
        } else {
            for (JsonNode id : vocabulary) {
                size = Math.max(size, id.asInt() + 1);
            }
        }
        for (JsonNode token : root.path("added_tokens")) {
            size = Math.max(size, token.path("id").asInt() + 1);
        }
        return size;
    }

    @Override
    public TokenSequence encode(String first, @Nullable String second, int maxLength) {
        HuggingFaceTokenizer tokenizer = byLength.computeIfAbsent(maxLength, this::load);
        Encoding encoding =
                second == null ? tokenizer.encode(first, true, false) : tokenizer.encode(first, second, true, false);
        int[] ids = narrow(encoding.getIds());
        return new TokenSequence(ids, segments ? narrow(encoding.getTypeIds()) : new int[ids.length]);
    }

    @Override
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static HuggingFaceTextEncoder ofVocabulary(
            String source, List<String> tokens, JsonNode settings, boolean segments) {
        return ofJson(source, new VocabularyFile(source, tokens, settings).tokenizerJson(), segments);
    }

    private static HuggingFaceTextEncoder ofJson(String source, byte[] json, boolean segments) {
        HuggingFaceTextEncoder encoder = new HuggingFaceTextEncoder(source, json, segments);
        if (encoder.vocabularySize() == 0) {
            throw new ModelException(
                    "%s must hold a vocabulary under model.vocab, holds none; fetch it again".formatted(source));
        }
        return encoder;
    }

    private HuggingFaceTokenizer load(int maxLength) {
        Map<String, String> options = Map.of(
                "addSpecialTokens", "true",
                "padding", "false",
                "truncation", "longest_first",
                "maxLength", Integer.toString(maxLength),
                "modelMaxLength", Integer.toString(maxLength));
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options);
        } catch (IOException | RuntimeException e) {
            throw new ModelException(
                    "%s must be a tokenizer that the tokenizers library reads: %s".formatted(source, e.getMessage()),
                    e);
        }
    }

    private static int[] narrow(long[] values) {
        return LongStream.of(values).mapToInt(Math::toIntExact).toArray();
    }

    private static JsonNode tree(String source, byte[] json) {
        try {
            return new JsonMapper().readTree(json);
        } catch (IOException e) {
            throw new ModelException("%s must be JSON: %s".formatted(source, e.getMessage()), e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelException("%s must be readable: %s".formatted(file, e.getMessage()), e);
        }
    }
}
