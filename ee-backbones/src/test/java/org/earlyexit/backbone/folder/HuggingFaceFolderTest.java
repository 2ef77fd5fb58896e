package org.earlyexit.backbone.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.earlyexit.checkpoint.HostTensor;
import org.earlyexit.checkpoint.SafetensorsFile;
import org.earlyexit.checkpoint.SafetensorsWriter;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.Phase;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.model.TokenBatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceFolderTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void copyAnOrdinaryFolder() throws IOException {
        for (String name : new String[] {"config.json", "model.safetensors", "vocab.txt"}) {
            Files.copy(GOLDEN.resolve("bert").resolve(name), folder.resolve(name));
        }
    }

    @Test
    void aFolderGivesEncoderTokenizerAndHash() {
        try (NDManager manager = NDManager.newBaseManager();
                PretrainedBackbone opened = HuggingFaceFolder.open(folder, manager)) {
            assertThat(opened.backbone().spec().layers()).isEqualTo(3);
            assertThat(opened.encoder().encode("word1", null, 8).length()).isEqualTo(3);
            assertThat(opened.sha256()).matches("[0-9a-f]{64}");
            assertThat(opened.note()).isEmpty();
        }
    }

    @Test
    void prefixesOldNamesHeadsAndPoolerAreTolerated() {
        float[] expected = firstState();
        rewrite(tensors -> {
            Map<String, HostTensor> plain = Map.copyOf(tensors);
            tensors.clear();
            plain.forEach((name, tensor) -> tensors.put(
                    "bert."
                            + name.replace("LayerNorm.weight", "LayerNorm.gamma")
                                    .replace("LayerNorm.bias", "LayerNorm.beta"),
                    tensor));
            tensors.put("cls.predictions.bias", tensor(50));
            tensors.put("classifier.weight", tensor(2, 16));
            tensors.put("bert.pooler.dense.weight", tensor(16, 16));
            tensors.put("bert.pooler.dense.bias", tensor(16));
        });

        assertThat(firstState()).isEqualTo(expected);
        try (NDManager manager = NDManager.newBaseManager();
                PretrainedBackbone opened = HuggingFaceFolder.open(folder, manager)) {
            assertThat(opened.note()).isEqualTo("not used: classifier.weight, cls.predictions.bias");
            assertThat(opened.pooler().orElseThrow().weight()).hasSize(256).containsOnly(0.5f);
        }
    }

    /**
     * Counted by hand from the configuration: embeddings (50 + 20 + 2 + 2) * 16 = 1184; a layer 4 * (16 * 16 + 16) of
     * attention, 2 * 16 * 24 + 24 + 16 of feed-forward and 4 * 16 of norms = 1960; three of them.
     */
    @Test
    void anInspectionSaysWhatIsThereAndLoadsNothing() {
        rewrite(tensors -> tensors.put("classifier.weight", tensor(2, 16)));

        FolderFacts facts = HuggingFaceFolder.inspect(folder);

        assertThat(facts.problems()).isEmpty();
        assertThat(facts.spec().orElseThrow().layers()).isEqualTo(3);
        FolderFacts.WeightFacts weights = facts.weights().orElseThrow();
        assertThat(weights.types()).containsExactly("F32");
        assertThat(weights.notUsed()).containsExactly("classifier.weight");
        assertThat(weights.parameters()).isEqualTo(1184 + 3 * 1960);
        assertThat(weights.bytes()).isEqualTo(4 * (weights.parameters() + 32));
        assertThat(facts.tokenizer().orElseThrow().file()).isEqualTo("vocab.txt");
    }

    @Test
    void anInspectionListsEveryFaultAndNotTheFirstAlone() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"t5\"}");
        Files.delete(folder.resolve("model.safetensors"));
        Files.writeString(folder.resolve("pytorch_model.bin"), "pickled");
        Files.delete(folder.resolve("vocab.txt"));

        assertThat(HuggingFaceFolder.inspect(folder).problems())
                .hasSize(3)
                .satisfiesExactly(
                        config -> assertThat(config).contains("model_type must be one of"),
                        weights -> assertThat(weights).contains("which can run code when opened"),
                        tokenizer -> assertThat(tokenizer).contains("must have a tokenizer.json or a vocab.txt"));
    }

    @Test
    void anInspectionComparesTheParts() throws IOException {
        rewrite(tensors -> tensors.remove("embeddings.word_embeddings.weight"));
        Files.writeString(
                folder.resolve("vocab.txt"), Files.readString(folder.resolve("vocab.txt")) + "more\n".repeat(100));

        assertThat(HuggingFaceFolder.inspect(folder).problems())
                .satisfiesExactly(
                        weights -> assertThat(weights).contains("'embeddings.word_embeddings.weight' is missing"),
                        tokenizer -> assertThat(tokenizer).contains("the 50 tokens that the embedding has rows for"));
        assertThatThrownBy(() -> HuggingFaceFolder.inspect(folder.resolve("no")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("must be a folder with config.json");
    }

    @Test
    void shardsAreReadAsOneCheckpoint() throws IOException {
        float[] expected = firstState();
        SortedMap<String, HostTensor> all = read();
        SortedMap<String, HostTensor> rest = new TreeMap<>(all.tailMap("encoder.layer.1"));
        SafetensorsWriter.write(
                folder.resolve("one.safetensors"), new TreeMap<>(all.headMap("encoder.layer.1")), Map.of());
        SafetensorsWriter.write(folder.resolve("two.safetensors"), rest, Map.of());
        Files.delete(folder.resolve("model.safetensors"));
        StringBuilder map = new StringBuilder();
        all.keySet()
                .forEach(name -> map.append(
                        "\"%s\":\"%s.safetensors\",".formatted(name, rest.containsKey(name) ? "two" : "one")));
        index(map.substring(0, map.length() - 1));

        assertThat(firstState()).isEqualTo(expected);

        index("\"encoder.layer.0.output.dense.bias\":\"two.safetensors\",\"a\":\"one.safetensors\"");
        assertRefused("tensor 'encoder.layer.0.output.dense.bias' must be in two.safetensors, is in one.safetensors");
        index("\"a\":\"one.safetensors\"");
        assertRefused("tensor 'a' must be in one.safetensors, is in no shard");
        Files.copy(folder.resolve("one.safetensors"), folder.resolve("three.safetensors"));
        index("\"a\":\"one.safetensors\",\"b\":\"three.safetensors\"");
        assertRefused("must be in one shard, is in one.safetensors and three.safetensors");
        index("\"a\":\"four.safetensors\"");
        assertRefused("four.safetensors must be a safetensors file, there is none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"../x.safetensors\"",
                "\"/x.safetensors\"",
                "\"a/x.safetensors\"",
                "\"a\\\\x.safetensors\"",
                "\"C:x.safetensors\"",
                "\"x.bin\"",
                "\"..safetensors\"",
                "\"x\\u0000.safetensors\"",
                "1",
                "null"
            })
    void shardsOutsideTheFolderAreRefused(String shard) throws IOException {
        Files.delete(folder.resolve("model.safetensors"));
        index("\"a\":" + shard);
        assertRefused("shards must be safetensors files of the same folder");
    }

    @Test
    void anIndexWithoutAMapIsRefused() throws IOException {
        Files.delete(folder.resolve("model.safetensors"));
        index("");
        assertRefused("must have a weight_map");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        assertThatThrownBy(() -> open(folder.resolve("none")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("must be a folder with config.json");
        Files.delete(folder.resolve("model.safetensors"));
        assertRefused("must have a model.safetensors or a model.safetensors.index.json, has neither");
        Files.writeString(folder.resolve("pytorch_model.bin"), "PK, never opened");
        assertRefused("has only pytorch_model.bin, which can run code when opened; convert it there once: python -c");
        Files.delete(folder.resolve("config.json"));
        assertRefused("config.json must be there, is missing");
    }

    @Test
    void tensorsThatDifferAreListed() {
        rewrite(tensors -> {
            tensors.remove("encoder.layer.0.output.dense.bias");
            tensors.put("encoder.layer.0.output.dense.weight", tensor(24, 16));
            tensors.put("encoder.layer.3.output.dense.bias", tensor(16));
            tensors.put("pooler.dense.bias", tensor(16));
        });

        assertRefused("4 differ: 'encoder.layer.0.output.dense.bias' is missing; "
                + "'encoder.layer.0.output.dense.weight' must have shape [16, 24], had [24, 16]; "
                + "'pooler.dense.weight' is missing; 'encoder.layer.3.output.dense.bias' is unexpected;");
    }

    @Test
    void aTensorWithAndWithoutPrefixIsRefused() {
        rewrite(tensors -> tensors.put("bert.embeddings.LayerNorm.bias", tensor(16)));
        assertRefused("must have tensor 'embeddings.LayerNorm.bias' once");
    }

    @Test
    void aTokenizerLargerThanTheEmbeddingIsRefused() throws IOException {
        Files.writeString(folder.resolve("vocab.txt"), Files.readString(folder.resolve("vocab.txt")) + "one more\n");
        assertRefused("must have at most the 50 tokens that the embedding has rows for, has 51");
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"model_type\": \"bert\" | \"model_type\": \"gpt2\" | must be one of bert, roberta, albert, distilbert, was 'gpt2'",
                "\"hidden_size\": 16 | \"hidden_sizes\": 16 | hidden_size must be a whole number from 1, was missing",
                "\"num_attention_heads\": 2 | \"num_attention_heads\": 3 | num_attention_heads must divide the hidden size 16, was 3",
                "\"num_hidden_layers\": 3 | \"num_hidden_layers\": \"3\" | num_hidden_layers must be a whole number from 1, was \"3\"",
                "\"hidden_act\": \"gelu\" | \"hidden_act\": \"silu\" | hidden_act must be gelu, gelu_new",
                "\"layer_norm_eps\": 1e-12 | \"layer_norm_eps\": 0 | layer_norm_eps must be a positive number, was 0",
                "\"hidden_dropout_prob\": 0.1 | \"hidden_dropout_prob\": 1 | hidden_dropout_prob must be a number in [0, 1), was 1",
                "\"is_decoder\": false | \"is_decoder\": true | is_decoder must be false, was true",
                "\"vocab_size\": 50 | \"vocab_size\": 50, \"position_embedding_type\": \"relative_key\" | position_embedding_type must be absolute",
                "\"vocab_size\": 50 | \"vocab_size\": 50,, | config.json:",
            })
    void settingsThatCannotBeUsedAreNamed(String from, String to, String message) throws IOException {
        String config = Files.readString(folder.resolve("config.json"));
        assertThat(config).contains(from);
        Files.writeString(folder.resolve("config.json"), config.replace(from, to));
        assertRefused(message);
    }

    @Test
    void allProblemsOfAConfigurationAreToldAtOnce() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\":\"distilbert\"}");
        assertThatThrownBy(() -> open(folder))
                .hasMessageContaining("n_layers")
                .hasMessageContaining("activation")
                .hasMessageContaining("attention_dropout");
        Files.writeString(folder.resolve("config.json"), "[]");
        assertRefused("must hold a JSON object, holds ARRAY");
    }

    @Test
    void anAlbertWithSeveralGroupsIsRefused() throws IOException {
        String config = Files.readString(GOLDEN.resolve("albert/config.json"));
        Files.writeString(
                folder.resolve("config.json"), config.replace("\"num_hidden_groups\": 1", "\"num_hidden_groups\": 2"));
        assertRefused("num_hidden_groups must be 1, was 2");
    }

    private void index(String entries) throws IOException {
        Files.writeString(folder.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + entries + "}}");
    }

    private void rewrite(Consumer<SortedMap<String, HostTensor>> change) {
        SortedMap<String, HostTensor> tensors = read();
        change.accept(tensors);
        SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors, Map.of());
    }

    private SortedMap<String, HostTensor> read() {
        SortedMap<String, HostTensor> tensors = new TreeMap<>();
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            file.entries().forEach((name, entry) -> {
                long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
                tensors.put(name, new HostTensor(shape, file.floats(name)));
            });
        }
        return tensors;
    }

    private static HostTensor tensor(int... shape) {
        long[] axes = Arrays.stream(shape).asLongStream().toArray();
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.fill(values, 0.5f);
        return new HostTensor(axes, values);
    }

    private float[] firstState() {
        try (NDManager manager = NDManager.newBaseManager();
                PretrainedBackbone opened = HuggingFaceFolder.open(folder, manager)) {
            TokenBatch batch = new TokenBatch(List.of(opened.encoder().encode("word1 word3", null, 8)));
            LayerState state = opened.backbone().embed(batch, manager, Phase.INFERENCE);
            for (int layer = 1; layer <= 3; layer++) {
                state = opened.backbone().run(layer, state, LayerAction.RUN_ALL);
            }
            return state.hidden().toFloatArray();
        }
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    private static void open(Path folder) {
        try (NDManager manager = NDManager.newBaseManager()) {
            HuggingFaceFolder.open(folder, manager).close();
        }
    }
}
