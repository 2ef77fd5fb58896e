package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ee data} and {@code ee model}, with a hub of this machine. */
class HubVerbsTest {

    private static final Path BERT = Path.of("../ee-backbones/src/test/resources/golden/bert");
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final int RTE_DEV_ROWS = 277;

    @TempDir
    Path folder;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer hub;

    @BeforeEach
    void start() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            byte[] bytes = files.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
            if (bytes != null) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        hub.start();
    }

    @AfterEach
    void stop() {
        hub.stop(0);
    }

    private Call fetch(String... more) {
        List<String> arguments = new ArrayList<>(List.of("model", "fetch", "org/bert"));
        arguments.addAll(List.of("--cache", folder.resolve("hub").toString()));
        arguments.addAll(
                List.of("--endpoint", "http://127.0.0.1:" + hub.getAddress().getPort()));
        arguments.addAll(List.of(more));
        return Call.ee(arguments.toArray(String[]::new));
    }

    private void offerModel() throws IOException, NoSuchAlgorithmException {
        StringBuilder siblings = new StringBuilder();
        for (String name : List.of("config.json", "model.safetensors", "vocab.txt")) {
            byte[] bytes = Files.readAllBytes(BERT.resolve(name));
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            siblings.append(siblings.isEmpty() ? "" : ",")
                    .append("{\"rfilename\": \"%s\", \"lfs\": {\"sha256\": \"%s\", \"size\": %d}}"
                            .formatted(name, sha256, bytes.length));
            files.put("/org/bert/resolve/%s/%s".formatted(COMMIT, name), bytes);
        }
        String listing = "{\"sha\": \"%s\", \"siblings\": [%s]}".formatted(COMMIT, siblings);
        files.put("/api/models/org/bert/revision/main", listing.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aModelThatIsFetchedIsInspectedByItsName() throws IOException, NoSuchAlgorithmException {
        offerModel();

        Call fetched = fetch("--json");
        Call inspected = Call.ee(
                "model", "inspect", "org/bert", "--cache", folder.resolve("hub").toString());

        assertThat(fetched.exitCode()).as(fetched.err()).isEqualTo(ExitCode.DONE);
        assertThat(fetched.json().get("folder").asText()).endsWith("models--org--bert/snapshots/" + COMMIT);
        assertThat(fetched.json().get("spec").get("layers").asInt()).isEqualTo(3);
        assertThat(fetched.json().get("problems")).isEmpty();
        assertThat(inspected.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(inspected.out())
                .contains(
                        "family      bert",
                        "3 layers, hidden 16, 2 heads, intermediate 24, vocabulary 50, 20 positions",
                        "7,064 in the encoder and its pooler; 28 kB of F32",
                        "vocab.txt, 50 tokens",
                        "ee bench --backbone org/bert");
    }

    @Test
    void aModelThatIsNotThereEndsWith4AndOneSentence() {
        Call call = fetch();

        assertThat(call.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(call.err()).contains("must be there, answered 404").hasLineCount(1);
        assertThat(call.out()).isEmpty();
    }

    @Test
    void aDamagedAnswerEndsWith3() throws IOException, NoSuchAlgorithmException {
        offerModel();
        files.computeIfPresent("/org/bert/resolve/%s/vocab.txt".formatted(COMMIT), (path, bytes) -> {
            byte[] other = bytes.clone();
            other[0]++;
            return other;
        });

        Call call = fetch();

        assertThat(call.exitCode()).isEqualTo(ExitCode.INTEGRITY);
        assertThat(call.err()).contains("must have SHA-256");
    }

    @Test
    void offlineNobodyIsAsked() throws IOException, NoSuchAlgorithmException {
        offerModel();

        Call model = fetch("--offline");
        Call data = Call.ee(
                "data",
                "fetch",
                "rte",
                "--offline",
                "--to",
                folder.resolve("glue").toString(),
                "--mirror",
                mirror());

        assertThat(model.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(model.err()).contains("while the network is off");
        assertThat(data.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(data.err()).contains("the network is off");
        assertThat(asked).isEmpty();
    }

    private String mirror() {
        return "http://127.0.0.1:%d/glue".formatted(hub.getAddress().getPort());
    }

    @Test
    void aFolderThatIsNoModelIsToldAllItsFaults() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");

        Call call = Call.ee("model", "inspect", folder.toString());

        assertThat(call.exitCode()).isEqualTo(ExitCode.INTEGRITY);
        assertThat(call.out()).contains("model_type must be one of", "must have a model.safetensors", "vocab.txt");
        assertThat(call.out().lines().filter(line -> line.startsWith("NO"))).hasSize(3);
    }

    @Test
    void dataIsImportedAndVerified() throws IOException {
        Path from = folder.resolve("from");
        Files.createDirectories(from.resolve("rte"));
        StringBuilder rows = new StringBuilder("index\tsentence1\tsentence2\tlabel\n");
        for (int row = 0; row < RTE_DEV_ROWS; row++) {
            rows.append(row).append("\tone\ttwo\tentailment\n");
        }
        Files.writeString(from.resolve("rte").resolve("dev.tsv"), rows);
        String glue = folder.resolve("glue").toString();

        Call imported = Call.ee("data", "import", from.toString(), "--to", glue);
        Call verified = Call.ee("data", "verify", glue, "--json");
        Call shown = Call.ee("data", "verify", glue);

        assertThat(imported.exitCode()).as(imported.err()).isEqualTo(ExitCode.DONE);
        assertThat(imported.out()).contains("RTE/dev.tsv", "1 files came", "--data " + glue);
        assertThat(verified.exitCode()).isEqualTo(ExitCode.INTEGRITY);
        assertThat(verified.json().get("problems"))
                .singleElement()
                .satisfies(path -> assertThat(path.asText()).isEqualTo("RTE/train.tsv"));
        assertThat(shown.out())
                .containsPattern("ok +RTE/dev.tsv +whole +277 +277")
                .containsPattern("NO +RTE/train.tsv +missing")
                .contains("1 of 30 files are here; 1 must be put right");
    }

    @Test
    void theVerbsAreExplained() {
        assertThat(Call.ee("--help").out()).contains("data", "model");
        assertThat(Call.ee("data", "--help").out()).contains("fetch", "import", "verify", "official layout");
        assertThat(Call.ee("data", "fetch", "--help").out())
                .contains("--to", "--mirror", "--offline", "--json", "MRPC", "130");
        assertThat(Call.ee("model", "fetch", "--help").out())
                .contains("--revision", "--endpoint", "--cache", "HF_TOKEN", "never");
        assertThat(Call.ee("model", "inspect", "--help").out()).contains("FOLDER|ID");
    }
}
