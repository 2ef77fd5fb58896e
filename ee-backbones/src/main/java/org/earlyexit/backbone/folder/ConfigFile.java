package org.earlyexit.backbone.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.earlyexit.backbone.bert.Activation;
import org.earlyexit.backbone.bert.Dropouts;
import org.earlyexit.backbone.bert.EncoderConfig;
import org.earlyexit.backbone.bert.Layout;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.ModelException;

/** Reads {@code config.json}: what decides the encoder's arithmetic must be there, all else is left alone. */
final class ConfigFile {

    private static final double USUAL_EPSILON = 1e-12; // where old files of BERT say nothing

    private final Path file;
    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    private ConfigFile(Path file) {
        this.file = file;
        this.root = JsonFile.read(file);
    }

    /**
     * Reads the configuration of a folder.
     *
     * @throws ModelException naming all that is missing or cannot be used
     */
    static EncoderConfig read(Path folder) {
        return new ConfigFile(folder.resolve("config.json")).config();
    }

    private EncoderConfig config() {
        Layout layout = layout();
        EncoderConfig config = switch (layout) {
            case BERT -> bert(layout, 0);
            case ROBERTA -> bert(layout, whole("pad_token_id", 0) + 1);
            case ALBERT -> albert();
            case DISTILBERT -> distilbert();
        };
        refuse("position_embedding_type", "absolute");
        refuse("is_decoder", "false");
        requireNoProblems();
        return config;
    }

    private Layout layout() {
        String type = root.path("model_type").asText("");
        for (Layout layout : Layout.values()) {
            if (layout.modelType().equals(type)) {
                return layout;
            }
        }
        String known = Arrays.stream(Layout.values()).map(Layout::modelType).collect(Collectors.joining(", "));
        throw new ModelException("%s: model_type must be one of %s, was '%s'".formatted(file, known, type));
    }

    private EncoderConfig bert(Layout layout, int firstPosition) {
        double hidden = share("hidden_dropout_prob");
        BackboneSpec spec = spec(layout, firstPosition);
        Dropouts dropouts = new Dropouts(hidden, share("attention_probs_dropout_prob"), hidden, hidden);
        int segments = whole("type_vocab_size", 1);
        return new EncoderConfig(
                layout, spec, spec.hidden(), segments, firstPosition, activation("hidden_act"), epsilon(), dropouts);
    }

    private EncoderConfig albert() {
        refuse("num_hidden_groups", "1");
        refuse("inner_group_num", "1");
        double hidden = share("hidden_dropout_prob");
        BackboneSpec spec = spec(Layout.ALBERT, 0);
        Dropouts dropouts = new Dropouts(hidden, share("attention_probs_dropout_prob"), hidden, 0);
        int width = whole("embedding_size", 1);
        int segments = whole("type_vocab_size", 1);
        return new EncoderConfig(
                Layout.ALBERT, spec, width, segments, 0, activation("hidden_act"), epsilon(), dropouts);
    }

    private EncoderConfig distilbert() {
        int layers = whole("n_layers", 1);
        int hidden = whole("dim", 1);
        int heads = headsOf(hidden, "n_heads");
        int width = whole("hidden_dim", 1);
        int positions = whole("max_position_embeddings", 1);
        BackboneSpec spec = new BackboneSpec("distilbert", layers, hidden, heads, width, vocabulary(), positions);
        double dropout = share("dropout");
        Dropouts dropouts = new Dropouts(dropout, share("attention_dropout"), 0, dropout);
        return new EncoderConfig(
                Layout.DISTILBERT, spec, hidden, 0, 0, activation("activation"), USUAL_EPSILON, dropouts);
    }

    private BackboneSpec spec(Layout layout, int firstPosition) {
        int layers = whole("num_hidden_layers", 1);
        int hidden = whole("hidden_size", 1);
        int heads = headsOf(hidden, "num_attention_heads");
        int width = whole("intermediate_size", 1);
        int positions = whole("max_position_embeddings", firstPosition + 1) - firstPosition;
        return new BackboneSpec(layout.modelType(), layers, hidden, heads, width, vocabulary(), positions);
    }

    private int vocabulary() {
        return whole("vocab_size", 1);
    }

    private int headsOf(int hidden, String name) {
        int heads = whole(name, 1);
        if (hidden % heads != 0) {
            problems.add("%s must divide the hidden size %d, was %d".formatted(name, hidden, heads));
            return 1;
        }
        return heads;
    }

    private int whole(String name, int least) {
        JsonNode node = root.path(name);
        if (!node.isInt() || node.intValue() < least) {
            problems.add("%s must be a whole number from %d, was %s".formatted(name, least, brief(node)));
            return least; // stands in until all problems are told together
        }
        return node.intValue();
    }

    private double share(String name) {
        JsonNode node = root.path(name);
        if (!node.isNumber() || !(node.doubleValue() >= 0 && node.doubleValue() < 1)) {
            problems.add("%s must be a number in [0, 1), was %s".formatted(name, brief(node)));
            return 0;
        }
        return node.doubleValue();
    }

    private double epsilon() {
        JsonNode node = root.path("layer_norm_eps");
        if (node.isMissingNode()) {
            return USUAL_EPSILON;
        }
        if (!node.isNumber() || !(node.doubleValue() > 0)) {
            problems.add("layer_norm_eps must be a positive number, was " + brief(node));
            return USUAL_EPSILON;
        }
        return node.doubleValue();
    }

    private Activation activation(String name) {
        String value = root.path(name).asText("");
        return switch (value) {
            case "gelu" -> Activation.GELU;
            case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> Activation.GELU_TANH;
            case "relu" -> Activation.RELU;
            default -> {
                problems.add("%s must be gelu, gelu_new, gelu_fast, gelu_pytorch_tanh or relu, was %s"
                        .formatted(name, brief(root.path(name))));
                yield Activation.GELU;
            }
        };
    }

    /** Demands a value of a setting that may be left out. */
    private void refuse(String name, String only) {
        String value = root.path(name).asText(only);
        if (!value.equals(only)) {
            problems.add("%s must be %s, was %s".formatted(name, only, value));
        }
    }

    private static String brief(JsonNode node) {
        return node.isMissingNode() ? "missing" : node.toString();
    }

    private void requireNoProblems() {
        if (!problems.isEmpty()) {
            throw new ModelException("%s: %s".formatted(file, String.join("; ", problems)));
        }
    }
}
