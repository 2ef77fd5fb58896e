package org.earlyexit.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where models lie, and what the environment says of it. */
class HubCacheTest {

    private static final Path HOME = Path.of("/home/ada");
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "'', '', '', /home/ada/.cache/huggingface/hub",
        "'', '', /xdg, /xdg/huggingface/hub",
        "'', /hf, /xdg, /hf/hub",
        "/cache, /hf, /xdg, /cache"
    })
    void theEnvironmentNamesTheFolderAsItDoesForOtherPrograms(
            String cache, String hfHome, String xdg, String expected) {
        Map<String, String> environment = Map.of("HF_HUB_CACHE", cache, "HF_HOME", hfHome, "XDG_CACHE_HOME", xdg);

        assertThat(HubCache.of(environment, HOME).folder()).isEqualTo(Path.of(expected));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "true, true", "ON, true", "yes, true", "0, false", "'', false", "no, false"})
    void offlineIsSaidAsInOtherPrograms(String value, boolean offline) {
        assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", value), folder).offline())
                .isEqualTo(offline);
    }

    @Test
    void aTokenComesFromTheEnvironmentOrElseFromItsFile() throws IOException {
        Map<String, String> home = Map.of("HF_HOME", folder.toString());
        assertThat(HubSettings.of(home, HOME).token()).isEmpty();

        Files.writeString(folder.resolve("token"), "hf_file\n");

        assertThat(HubSettings.of(home, HOME).token())
                .hasValueSatisfying(token -> assertThat(token.header()).isEqualTo("Bearer hf_file"));
        assertThat(HubSettings.of(Map.of("HF_HOME", folder.toString(), "HF_TOKEN", "hf_env"), HOME)
                        .token())
                .hasValueSatisfying(token -> assertThat(token.header()).isEqualTo("Bearer hf_env"))
                .hasValueSatisfying(token -> assertThat(token).hasToString("a token for huggingface.co"));
    }

    @Test
    void aTokenThatWouldBreakAHeaderIsRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> HubSettings.of(Map.of("HF_TOKEN", "hf_se\ncret"), HOME))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("HF_TOKEN must be printable")
                .hasMessageNotContaining("cret");
    }

    @Test
    void theEndpointIsThatOfTheEnvironment() {
        assertThat(HubSettings.of(Map.of(), HOME).endpoint()).isEqualTo(URI.create("https://huggingface.co"));
        assertThat(HubSettings.of(Map.of("HF_ENDPOINT", "https://mirror.example/"), HOME)
                        .endpoint())
                .isEqualTo(URI.create("https://mirror.example"));
        assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", "mirror"), HOME))
                .hasMessageContaining("HF_ENDPOINT must be an address such as https://huggingface.co, was 'mirror'");
        assertThatThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", "http://a b"), HOME))
                .hasMessageContaining("was 'http://a b'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "google-bert/bert-base-uncased", "a/b.c_d-e", "A1/x"})
    void theseAreNamesOfModels(String text) {
        assertThat(new ModelId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "a/", "/a", "a/b/c", "../a", "a/..", "a--b", "a..b", ".a/b", "a b", "a/b\n", "a\\b", "ä"
            })
    void theseAreNone(String text) {
        assertThat(ModelId.isOne(text)).isFalse();
        assertThatThrownBy(() -> new ModelId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRevisionIsFoundOnceItIsWhole() throws IOException {
        HubCache cache = new HubCache(folder);
        ModelId id = new ModelId("org/name");
        Checksum checksum = new Checksum(Checksum.Kind.GIT_BLOB, COMMIT);
        Files.createDirectories(cache.blob(id, checksum).getParent());
        Files.writeString(cache.blob(id, checksum), "{}");

        cache.link(id, COMMIT, "config.json", checksum);
        assertThat(cache.snapshot(id)).isEmpty();
        Path whole = cache.complete(id, "main", COMMIT);
        cache.link(id, COMMIT, "config.json", checksum); // a second time changes nothing

        assertThat(cache.snapshot(id)).contains(whole);
        assertThat(cache.snapshot(id, COMMIT)).contains(whole);
        assertThat(cache.snapshot(id, "other")).isEmpty();
        assertThat(folder.resolve("models--org--name/refs/main")).hasContent(COMMIT);
        assertThat(Files.readSymbolicLink(whole.resolve("config.json"))).isEqualTo(Path.of("../../blobs/" + COMMIT));
        assertThat(whole.resolve("config.json")).hasContent("{}");
    }

    @Test
    void aRefThatHoldsSomethingElseFindsNothing() throws IOException {
        Files.createDirectories(folder.resolve("models--org--name/refs"));
        Files.writeString(folder.resolve("models--org--name/refs/main"), "../../..");

        assertThat(new HubCache(folder).snapshot(new ModelId("org/name"))).isEmpty();
    }

    @Test
    void aSecondProcessIsToldWhoFetches() throws IOException {
        Path lock = folder.resolve("locks").resolve("lock");

        String answer = FetchLock.holding(lock, "org/name", () -> {
            assertThatThrownBy(() -> FetchLock.holding(lock, "org/name", () -> "in"))
                    .isInstanceOfSatisfying(
                            HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.BUSY))
                    .hasMessage(
                            "org/name must be fetched by one process at a time, is by process %d; wait for it (it holds %s)",
                            ProcessHandle.current().pid(), lock);
            return "out";
        });

        assertThat(answer).isEqualTo("out");
        assertThat(FetchLock.holding(lock, "org/name", () -> "again")).isEqualTo("again");
        try (FileChannel free = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            assertThat(free.tryLock()).isNotNull();
        }
    }

    @Test
    void aLockInAPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> FetchLock.holding(folder.resolve("file").resolve("lock"), "x", () -> ""))
                .hasMessageContaining("must be readable and writable");
    }
}
