package org.earlyexit.bench.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.earlyexit.hub.FetchProgress;
import org.earlyexit.hub.HubException;
import org.earlyexit.hub.Patience;
import org.earlyexit.hub.Web;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GLUE from a host of this machine, with made-up files; the real hosts are never asked. */
class GlueFetchTest {

    private static final TaskCatalog CATALOG = new TaskCatalog();
    private static final byte[] RTE = MadeGlue.zip(Map.of(
            "RTE/train.tsv", MadeGlue.text("rte", "train"),
            "RTE/dev.tsv", MadeGlue.text("rte", "dev"),
            "RTE/test.tsv", MadeGlue.text("rte", "test")));

    @TempDir
    Path folder;

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer host;

    @BeforeEach
    void start() throws IOException {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            byte[] bytes = files.get(path);
            exchange.sendResponseHeaders(bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
            if (bytes != null) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        host.start();
    }

    @AfterEach
    void stop() {
        host.stop(0);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(host.getAddress().getPort(), path));
    }

    private List<String> fetch(
            boolean offline, List<GlueSources.SourceFile> sources, List<URI> mirrors, String... ids) {
        GlueSources all = new GlueSources(at("/"), sources, Map.of());
        return new GlueFetch(CATALOG, new Web(offline, Patience.USUAL, FetchProgress.SILENT), FetchProgress.SILENT, all)
                .run(List.of(ids), folder.resolve("glue"), mirrors);
    }

    private static GlueSources.SourceFile source(String task, String path, byte[] bytes) {
        return new GlueSources.SourceFile(task, path, bytes.length, Digest.sha256(bytes));
    }

    @Test
    void aTaskComesOnceAndLeavesNoArchive() throws IOException {
        files.put("/data/RTE.zip", RTE);
        List<GlueSources.SourceFile> sources = List.of(source("RTE", "data/RTE.zip", RTE));

        assertThat(fetch(false, sources, List.of(), "rte"))
                .containsExactly("RTE/dev.tsv", "RTE/test.tsv", "RTE/train.tsv");
        assertThat(fetch(false, sources, List.of(), "rte")).isEmpty();
        assertThat(asked).containsExactly("/data/RTE.zip");
        assertThat(Files.walk(folder.resolve("glue")).filter(Files::isRegularFile))
                .hasSize(4); // with the lock
    }

    @Test
    void mirrorsAreAskedFirstAndTheOfficialHostAfterThem() {
        files.put("/data/RTE.zip", RTE);
        files.put("/second/RTE.zip", "not the same".getBytes(StandardCharsets.UTF_8));
        List<GlueSources.SourceFile> sources = List.of(source("RTE", "data/RTE.zip", RTE));

        fetch(false, sources, List.of(at("/first"), at("/second/")), "rte");

        assertThat(asked).containsExactly("/first/RTE.zip", "/second/RTE.zip", "/data/RTE.zip");
    }

    /** With the addresses swapped, as the official script has them, the checksum tells. */
    @Test
    void anArchiveOfAnotherTaskIsRefusedByItsChecksum() {
        byte[] other = MadeGlue.zip(Map.of("STS-B/dev.tsv", MadeGlue.text("sts-b", "dev")));
        byte[] same = new byte[other.length];
        files.put("/QQP-clean.zip", other);

        assertThatThrownBy(() -> fetch(false, List.of(source("QQP", "QQP-clean.zip", same)), List.of(), "qqp"))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.CONTENT))
                .hasMessageContaining("must have SHA-256 %s, had %s", Digest.sha256(same), Digest.sha256(other));
    }

    /** And where a mirror vouches for the wrong archive, the files in it do. */
    @Test
    void anArchiveWithFilesOfAnotherTaskIsRefusedByTheirColumns() {
        byte[] swapped = MadeGlue.zip(Map.of("QQP/dev.tsv", MadeGlue.text("sts-b", "dev")));
        files.put("/QQP-clean.zip", swapped);

        assertThatThrownBy(() -> fetch(false, List.of(source("QQP", "QQP-clean.zip", swapped)), List.of(), "qqp"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must name 6 columns, named 10");
        assertThat(folder.resolve("glue/QQP")).doesNotExist();
    }

    @Test
    void aTaskOfSeveralFilesIsPutTogether() {
        byte[] ids = "21\t22\n".getBytes(StandardCharsets.UTF_8);
        byte[] parts = "Quality\t#1 ID\t#2 ID\t#1 String\t#2 String\n1\t11\t12\ta\tb\n0\t21\t22\tc\td\n"
                .getBytes(StandardCharsets.UTF_8);
        files.put("/msr_paraphrase_train.txt", parts);
        files.put("/msr_paraphrase_test.txt", parts);
        files.put("/mrpc_dev_ids.tsv", ids);

        assertThat(fetch(
                        false,
                        List.of(
                                source("MRPC", "msr_paraphrase_train.txt", parts),
                                source("MRPC", "msr_paraphrase_test.txt", parts),
                                source("MRPC", "mrpc_dev_ids.tsv", ids)),
                        List.of(),
                        "mrpc"))
                .containsExactly("MRPC/dev.tsv", "MRPC/test.tsv", "MRPC/train.tsv");
    }

    @Test
    void offlineNobodyIsAskedAndWhatIsHereIsEnough() {
        files.put("/data/RTE.zip", RTE);
        List<GlueSources.SourceFile> sources = List.of(source("RTE", "data/RTE.zip", RTE));

        assertThatThrownBy(() -> fetch(true, sources, List.of(), "rte"))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("the network is off");
        MadeGlue.write("rte", folder.resolve("glue/RTE"));
        assertThat(fetch(true, sources, List.of(), "rte")).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aTaskThatIsBuiltInOrUnknownIsRefused() {
        assertThatThrownBy(() -> fetch(false, List.of(), List.of(), "tiny-rte"))
                .hasMessageContaining("'tiny-rte' is built in and needs no data");
        assertThatThrownBy(() -> fetch(false, List.of(), List.of(), "frogs"))
                .hasMessageContaining("No task is called 'frogs'");
    }

    /** Every folder of the official layout has a source, by https, with a length and a digest. */
    @Test
    void theSourcesThatComeAlongAreComplete() {
        GlueSources bundled = GlueSources.bundled();
        List<String> folders = CATALOG.glue().stream()
                .map(id -> CATALOG.task(id).files().values().iterator().next().path())
                .map(path -> path.substring(0, path.indexOf('/')))
                .distinct()
                .toList();

        assertThat(folders)
                .allSatisfy(folder -> assertThat(bundled.of(folder)).as(folder).isNotEmpty());
        assertThat(bundled.base()).hasScheme("https");
        assertThat(bundled.files()).allSatisfy(file -> {
            assertThat(file.remote(List.of(), bundled.base()).mirrors()).hasSize(1);
            assertThat(file.bytes()).isPositive();
        });
        assertThat(bundled.files())
                .filteredOn(file -> file.path().contains("QQP"))
                .extracting(GlueSources.SourceFile::task)
                .containsExactly("QQP");
    }
}
