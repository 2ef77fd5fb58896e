package org.earlyexit.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.model.ModelException;

/** A WordPiece vocabulary, one token a line, as the {@code tokenizer.json} that says the same. */
final class VocabularyFile {

    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
    private static final int LONGEST_WORD = 100; // letters; longer ones are unknown, as in BERT

    private final String source;
    private final Map<String, Integer> ids;
    private final JsonNode settings;

    /**
     * Reads a vocabulary.
     *
     * @param source for messages: the file's path
     * @param tokens in order of their ids
     * @param settings of {@code tokenizer_config.json}; an empty object if there is none
     */
    VocabularyFile(String source, List<String> tokens, JsonNode settings) {
        this.source = source;
        this.settings = settings;
        this.ids = new LinkedHashMap<>();
        for (int id = 0; id < tokens.size(); id++) {
            ids.put(tokens.get(id), id);
        }
        for (String special : SPECIAL) {
            idOf(special);
        }
    }

    /** The same tokenizer in the format of the {@code tokenizers} library. */
    byte[] tokenizerJson() {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("version", "1.0").putNull("truncation");
        root.putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        SPECIAL.forEach(special -> special(added.addObject(), special));
        normalizer(root.putObject("normalizer"));
        root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        template(root.putObject("post_processor"));
        root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        ObjectNode model = root.putObject("model");
        model.put("type", "WordPiece")
                .put("unk_token", "[UNK]")
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", LONGEST_WORD);
        ObjectNode vocabulary = model.putObject("vocab");
        ids.forEach(vocabulary::put);
        try {
            return mapper.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    private void special(ObjectNode node, String token) {
        node.put("id", idOf(token)).put("content", token).put("special", true);
        for (String no : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            node.put(no, false);
        }
    }

    private void normalizer(ObjectNode node) {
        node.put("type", "BertNormalizer")
                .put("clean_text", true)
                .put(
                        "handle_chinese_chars",
                        settings.path("tokenize_chinese_chars").asBoolean(true))
                .put("lowercase", settings.path("do_lower_case").asBoolean(true));
        if (settings.path("strip_accents").isBoolean()) {
            node.put("strip_accents", settings.path("strip_accents").booleanValue());
        } else {
            node.putNull("strip_accents"); // as lower-casing goes
        }
    }

    /** {@code [CLS] A [SEP]}, and {@code [CLS] A [SEP] B [SEP]} with the second part in segment 1. */
    private void template(ObjectNode node) {
        node.put("type", "TemplateProcessing");
        ArrayNode single = node.putArray("single");
        piece(single, "SpecialToken", "[CLS]", 0);
        piece(single, "Sequence", "A", 0);
        piece(single, "SpecialToken", "[SEP]", 0);
        ArrayNode pair = node.putArray("pair");
        pair.addAll(single.deepCopy());
        piece(pair, "Sequence", "B", 1);
        piece(pair, "SpecialToken", "[SEP]", 1);
        ObjectNode tokens = node.putObject("special_tokens");
        for (String token : List.of("[CLS]", "[SEP]")) {
            ObjectNode entry = tokens.putObject(token).put("id", token);
            entry.putArray("ids").add(idOf(token));
            entry.putArray("tokens").add(token);
        }
    }

    private static void piece(ArrayNode list, String kind, String id, int segment) {
        list.addObject().putObject(kind).put("id", id).put("type_id", segment);
    }

    private int idOf(String special) {
        Integer id = ids.get(special);
        if (id == null) {
            throw new ModelException(
                    "%s must hold the tokens %s, lacks %s; put a tokenizer.json beside it if it is no WordPiece vocabulary"
                            .formatted(source, SPECIAL, special));
        }
        return id;
    }
}
