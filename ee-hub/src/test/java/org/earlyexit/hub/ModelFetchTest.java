package org.earlyexit.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.earlyexit.hub.ScriptedHost.cutOff;
import static org.earlyexit.hub.ScriptedHost.rest;
import static org.earlyexit.hub.ScriptedHost.status;
import static org.earlyexit.hub.ScriptedHost.text;
import static org.earlyexit.hub.ScriptedHost.whole;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model from a hub of this machine; the real one is never asked. */
class ModelFetchTest {

    private static final ModelId ID = new ModelId("org/name");
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String LIST = "/api/models/org/name/revision/main";
    private static final byte[] CONFIG = "{\"model_type\": \"bert\"}".getBytes(StandardCharsets.UTF_8);
    private static final byte[] WEIGHTS = new byte[200_000];

    /** Worked out with {@code git hash-object} of CONFIG's bytes. */
    private static final String CONFIG_BLOB = "46332c50668921e90868a1d44a2550bb60ffdb1d";

    @TempDir
    Path folder;

    private ScriptedHost hub;

    @BeforeEach
    void start() throws IOException {
        hub = ScriptedHost.plain();
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private HubSettings settings() {
        return new HubSettings(new HubCache(folder.resolve("hub")), hub.at(""), Optional.empty(), false);
    }

    private Path fetch() {
        return new ModelFetch(settings(), ScriptedHost.web(new ArrayList<>()), FetchProgress.SILENT).fetch(ID, "main");
    }

    private static String small(String name, byte[] bytes, String blob) {
        return "{\"rfilename\": \"%s\", \"size\": %d, \"blobId\": \"%s\"}".formatted(name, bytes.length, blob);
    }

    private String large(String name, byte[] bytes) throws IOException {
        Path same = Files.write(folder.resolve("same"), bytes);
        return "{\"rfilename\": \"%s\", \"size\": %d, \"blobId\": \"%s\", \"lfs\": {\"sha256\": \"%s\", \"size\": %d, \"pointerSize\": 134}}"
                .formatted(
                        name,
                        bytes.length,
                        COMMIT,
                        Checksum.of(Checksum.Kind.SHA256, same).hex(),
                        bytes.length);
    }

    private static String listing(String... files) {
        return "{\"sha\": \"%s\", \"siblings\": [%s]}".formatted(COMMIT, String.join(",", files));
    }

    private static String file(String name) {
        return "/org/name/resolve/%s/%s".formatted(COMMIT, name);
    }

    private void offer(String... more) throws IOException {
        List<String> files = new ArrayList<>(
                List.of(small("config.json", CONFIG, CONFIG_BLOB), large("model.safetensors", WEIGHTS)));
        files.addAll(List.of(more));
        hub.on(LIST, text(listing(files.toArray(String[]::new))))
                .on(file("config.json"), whole(CONFIG))
                .on(file("model.safetensors"), whole(WEIGHTS));
    }

    @Test
    void aModelComesIntoTheCacheInTheLayoutThatOthersRead() throws IOException {
        offer(
                small("pytorch_model.bin", CONFIG, CONFIG_BLOB),
                small("../../evil", CONFIG, CONFIG_BLOB),
                small("model-00001-of-00002.safetensors", CONFIG, CONFIG_BLOB));

        Path snapshot = fetch();

        Path model = folder.resolve("hub/models--org--name");
        assertThat(snapshot).isEqualTo(model.resolve("snapshots").resolve(COMMIT));
        assertThat(snapshot.resolve("config.json")).hasBinaryContent(CONFIG).isSymbolicLink();
        assertThat(snapshot.resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
        assertThat(model.resolve("refs/main")).hasContent(COMMIT);
        assertThat(model.resolve("blobs").resolve(CONFIG_BLOB)).hasBinaryContent(CONFIG);
        try (Stream<Path> files = Files.list(snapshot)) {
            assertThat(files).hasSize(2);
        }
        assertThat(settings().cache().snapshot(ID)).contains(snapshot);
    }

    @Test
    void aSecondCallAsksForTheListAlone() throws IOException {
        offer();

        fetch();
        fetch();

        assertThat(hub.requests())
                .extracting(ScriptedHost.Request::path)
                .containsExactly(LIST, file("config.json"), file("model.safetensors"), LIST);
    }

    @Test
    void whatBrokeOffGoesOnAndIsNoModelUntilItIsWhole() throws IOException {
        hub.on(LIST, text(listing(small("config.json", CONFIG, CONFIG_BLOB), large("model.safetensors", WEIGHTS))))
                .on(file("config.json"), whole(CONFIG))
                .on(
                        file("model.safetensors"),
                        cutOff(WEIGHTS, 100_000, "ETag", "\"w\""),
                        status(403),
                        rest(WEIGHTS, "\"w\""));

        assertThatThrownBy(this::fetch).hasMessageContaining("must be open to you, answered 403");
        assertThat(settings().cache().snapshot(ID)).isEmpty();
        fetch();

        assertThat(hub.requests().get(hub.requests().size() - 1).header("Range"))
                .isPresent();
        assertThat(settings().cache().snapshot(ID)).isPresent();
    }

    @Test
    void aBlobThatIsNotTheNamedOneNeverEntersTheCache() throws IOException {
        byte[] other = WEIGHTS.clone();
        other[7] = 1;
        hub.on(LIST, text(listing(large("model.safetensors", WEIGHTS)))).on(file("model.safetensors"), whole(other));

        assertThatThrownBy(this::fetch)
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.CONTENT))
                .hasMessageContaining("must have SHA-256");
        try (Stream<Path> blobs = Files.list(folder.resolve("hub/models--org--name/blobs"))) {
            assertThat(blobs).isEmpty();
        }
    }

    @Test
    void shardsComeWithTheirIndex() throws IOException {
        String index = "model.safetensors.index.json";
        String shard = "model-00001-of-00001.safetensors";
        hub.on(LIST, text(listing(small(index, CONFIG, CONFIG_BLOB), large(shard, WEIGHTS))))
                .on(file(index), whole(CONFIG))
                .on(file(shard), whole(WEIGHTS));

        assertThat(fetch().resolve(shard)).hasBinaryContent(WEIGHTS);
    }

    @Test
    void pickledWeightsAreNotFetched() {
        hub.on(LIST, text(listing(small("pytorch_model.bin", CONFIG, CONFIG_BLOB))));

        assertThatThrownBy(this::fetch)
                .hasMessage(
                        "org/name must have model.safetensors, has pytorch_model.bin, which can run code when opened; name a --revision or a model that has it");
        assertThat(hub.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "[]",
                "{\"sha\": \"main\"}",
                "{\"sha\": \"../../../../../../../../../../../../../../../\"}",
                "{\"sha\": \"0123456789abcdef0123456789abcdef01234567\", \"siblings\": [{\"rfilename\": \"model.safetensors\"}]}",
                "{\"sha\": \"0123456789abcdef0123456789abcdef01234567\", \"siblings\": [{\"rfilename\": \"model.safetensors\", \"size\": -1}]}",
                "{\"sha\": \"0123456789abcdef0123456789abcdef01234567\", \"siblings\": [{\"rfilename\": \"model.safetensors\", \"size\": 1, \"blobId\": \"../x\"}]}"
            })
    void whatIsNoListOfFilesIsRefused(String answer) {
        hub.on(LIST, text(answer));

        assertThatThrownBy(this::fetch)
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.CONTENT))
                .hasMessageContaining("org/name must list the files of a model");
    }

    @Test
    void aModelThatIsNotThereIsNamed() {
        assertThatThrownBy(this::fetch)
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.SURROUNDINGS))
                .hasMessageContaining("/api/models/org/name/revision/main")
                .hasMessageContaining("must be there, answered 404");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/../b", "/a", "a b", "-\n", "a//b"})
    void aRevisionThatIsNoneIsRefusedBeforeAnybodyIsAsked(String revision) {
        ModelFetch fetch = new ModelFetch(settings(), ScriptedHost.web(new ArrayList<>()), FetchProgress.SILENT);

        assertThatThrownBy(() -> fetch.fetch(ID, revision)).hasMessageContaining("--revision must be a branch");
        assertThat(hub.requests()).isEmpty();
    }

    @Test
    void offlineTheCacheAnswersAndNobodyIsAsked() throws IOException {
        offer();
        ModelFetch offline = new ModelFetch(
                settings(), new Web(true, ScriptedHost.SHORT, FetchProgress.SILENT), FetchProgress.SILENT);
        assertThatThrownBy(() -> offline.fetch(ID, "main"))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.SURROUNDINGS))
                .hasMessageContaining("org/name (main) must be in")
                .hasMessageContaining("while the network is off");
        assertThat(hub.requests()).isEmpty();
        Path fetched = fetch();
        int asked = hub.requests().size();

        assertThat(offline.fetch(ID, "main")).isEqualTo(fetched);
        assertThat(hub.requests()).hasSize(asked);
    }
}
