package org.earlyexit.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.earlyexit.hub.ScriptedHost.cutOff;
import static org.earlyexit.hub.ScriptedHost.rest;
import static org.earlyexit.hub.ScriptedHost.status;
import static org.earlyexit.hub.ScriptedHost.whole;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One file, and everything that a host may do instead of giving it. */
class DownloadTest {

    private static final byte[] FILE =
            "what a host has to say, line by line\n".repeat(4000).getBytes(StandardCharsets.UTF_8);
    private static final int HALF = FILE.length / 2;
    private static final String TAG = "\"one\"";

    @TempDir
    Path folder;

    private final List<Duration> pauses = new ArrayList<>();
    private ScriptedHost host;
    private Path target;

    @BeforeEach
    void start() throws IOException {
        host = ScriptedHost.plain();
        target = folder.resolve("new").resolve("file");
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private Remote remote(URI... mirrors) throws IOException {
        Path same = Files.write(folder.resolve("same"), FILE);
        return new Remote(List.of(mirrors), FILE.length, Checksum.of(Checksum.Kind.SHA256, same), Optional.empty());
    }

    private void fetch(Remote remote) {
        new Download(ScriptedHost.web(pauses), FetchProgress.SILENT).fetch(remote, target);
    }

    /** The file, and nothing beside it. */
    private void assertWhole() throws IOException {
        assertThat(target).hasBinaryContent(FILE);
        assertThat(beside()).containsExactly("file");
    }

    private List<String> beside() throws IOException {
        if (!Files.exists(target.getParent())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(target.getParent())) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aFileComesToItsPlaceOnce() throws IOException {
        host.on("/file", whole(FILE));

        fetch(remote(host.at("/file")));
        fetch(remote(host.at("/file")));

        assertWhole();
        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void anInterruptedBodyGoesOnWhereItBrokeOff() throws IOException {
        host.on("/file", cutOff(FILE, HALF, "ETag", TAG), rest(FILE, TAG));

        fetch(remote(host.at("/file")));

        assertWhole();
        ScriptedHost.Request second = host.requests().get(1);
        assertThat(second.header("Range"))
                .hasValueSatisfying(range -> assertThat(range).matches("bytes=[1-9]\\d*-"));
        assertThat(second.header("If-range")).contains(TAG);
    }

    @Test
    void whatACallLeftIsWhereTheNextOneGoesOn() throws IOException {
        host.on("/file", cutOff(FILE, HALF, "ETag", TAG), status(404), rest(FILE, TAG));
        assertThatThrownBy(() -> fetch(remote(host.at("/file")))).isInstanceOf(HubException.class);
        assertThat(target).doesNotExist();
        long kept = Files.size(target.resolveSibling("file.partial"));

        fetch(remote(host.at("/file")));

        assertThat(kept).isPositive();
        assertThat(host.requests().get(2).header("Range")).contains("bytes=%d-".formatted(kept));
        assertWhole();
    }

    @Test
    void aFileThatChangedMeanwhileIsFetchedAnew() throws IOException {
        byte[] before = new byte[FILE.length];
        host.on("/file", cutOff(before, HALF, "ETag", "\"zero\""), rest(FILE, TAG));

        fetch(remote(host.at("/file")));

        assertWhole();
    }

    @Test
    void aHostWithoutTagsSendsItAllAgain() throws IOException {
        host.on("/file", cutOff(FILE, HALF, "ETag", "W/\"weak\""), whole(FILE));

        fetch(remote(host.at("/file")));

        assertWhole();
        assertThat(host.requests().get(1).header("Range")).isEmpty();
    }

    @Test
    void aHostThatIgnoresTheRangeSendsItAllAgain() throws IOException {
        host.on("/file", cutOff(FILE, HALF, "ETag", TAG), whole(FILE, "ETag", TAG));

        fetch(remote(host.at("/file")));

        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-9/148000", "bytes 7-/", "lines 1-2/3"})
    void aPartThatWasNotAskedForIsThrownAway(String range) throws IOException {
        host.on("/file", cutOff(FILE, HALF, "ETag", TAG), status(206, "Content-Range", range), whole(FILE));

        fetch(remote(host.at("/file")));

        assertWhole();
    }

    @Test
    void aRangeThatTheHostRefusesIsThrownAway() throws IOException {
        host.on("/file", cutOff(FILE, HALF, "ETag", TAG), status(416), whole(FILE));

        fetch(remote(host.at("/file")));

        assertWhole();
    }

    @Test
    void aPartThatWentBadOnDiskIsFetchedAnew() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling("file.partial"), new byte[HALF]);
        Files.writeString(target.resolveSibling("file.partial.etag"), TAG);
        host.on("/file", rest(FILE, TAG));

        fetch(remote(host.at("/file")));

        assertThat(host.requests()).hasSize(2);
        assertWhole();
    }

    @Test
    void aCallThatEndedBehindTheLastByteAsksNobody() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling("file.partial"), FILE);
        Files.writeString(target.resolveSibling("file.partial.etag"), TAG);

        fetch(remote(host.at("/file")));

        assertThat(host.requests()).isEmpty();
        assertWhole();
    }

    @Test
    void aWrongChecksumGoesToTheNextMirror() throws IOException {
        byte[] other = FILE.clone();
        other[HALF]++;
        host.on("/bad", whole(other)).on("/good", whole(FILE));

        fetch(remote(host.at("/bad"), host.at("/good")));

        assertWhole();
        assertThat(host.requests()).extracting(ScriptedHost.Request::path).containsExactly("/bad", "/good");
    }

    @Test
    void withoutARightMirrorBothChecksumsAreNamedAndNothingIsLeft() throws IOException {
        byte[] other = FILE.clone();
        other[0]++;
        host.on("/bad", whole(other)).on("/gone", status(404));
        Remote remote = remote(host.at("/bad"), host.at("/gone"));
        Path wrong = Files.write(folder.resolve("wrong"), other);
        String found = Checksum.of(Checksum.Kind.SHA256, wrong).hex();

        assertThatThrownBy(() -> fetch(remote))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.CONTENT))
                .hasMessage(
                        "%s must have SHA-256 %s, had %s; %s must be there, answered 404 (is the name right?); try again later, or name another source",
                        host.at("/bad"), remote.checksum().hex(), found, host.at("/gone"));
        assertThat(beside()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void anotherLengthIsRefusedBeforeABodyIsRead(int more) throws IOException {
        host.on("/file", whole(Arrays.copyOf(FILE, FILE.length + more)));

        assertThatThrownBy(() -> fetch(remote(host.at("/file"))))
                .hasMessageContaining("must have %d bytes, had %d", FILE.length, FILE.length + more);
        assertThat(host.requests()).hasSize(1);
        assertThat(beside()).isEmpty();
    }

    @Test
    void aBodyWithoutLengthThatGoesOnAndOnIsCutOff() throws IOException {
        host.on("/file", exchange -> {
            exchange.sendResponseHeaders(200, 0); // chunked
            exchange.getResponseBody().write(FILE);
            exchange.getResponseBody().write(FILE);
        });

        assertThatThrownBy(() -> fetch(remote(host.at("/file")))).hasMessageContaining("sent more");
        assertThat(beside()).isEmpty();
    }

    @Test
    void aBodyWithoutLengthThatEndsEarlyIsNotTaken() throws IOException {
        host.on("/file", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(FILE, 0, HALF);
        });

        assertThatThrownBy(() -> fetch(remote(host.at("/file"))))
                .hasMessageContaining("%d of %d bytes came", HALF, FILE.length);
        assertThat(target).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, 408})
    void aHostInTroubleIsAskedAgainAfterLongerAndLongerPauses(int trouble) throws IOException {
        host.on("/file", status(trouble), status(trouble), whole(FILE));

        fetch(remote(host.at("/file")));

        assertWhole();
        assertThat(pauses).hasSize(2);
        assertThat(pauses.get(0)).isBetween(Duration.ofMillis(75), Duration.ofMillis(125));
        assertThat(pauses.get(1)).isBetween(Duration.ofMillis(150), Duration.ofMillis(250));
    }

    @Test
    void aHostThatStaysInTroubleIsGivenUpAfterSoManyAttempts() throws IOException {
        host.on("/file", status(503));

        assertThatThrownBy(() -> fetch(remote(host.at("/file"))))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.SURROUNDINGS))
                .hasMessageContaining("must answer 200, answered 503");
        assertThat(host.requests()).hasSize(ScriptedHost.SHORT.attempts());
    }

    @Test
    void aHostThatNamesItsPauseGetsIt() throws IOException {
        host.on(
                "/file",
                status(429, "Retry-After", "7"),
                status(503, "Retry-After", inTwentySeconds()),
                status(503, "Retry-After", "soon"),
                whole(FILE));

        new Download(ScriptedHost.web(fourTimes(), pauses, builder -> builder), FetchProgress.SILENT)
                .fetch(remote(host.at("/file")), target);

        assertThat(pauses.get(0)).isEqualTo(Duration.ofSeconds(7));
        assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(21));
        assertThat(pauses.get(2)).isLessThan(Duration.ofSeconds(1));
    }

    private static Patience fourTimes() {
        Patience patience = ScriptedHost.SHORT;
        return new Patience(
                patience.connect(),
                patience.answer(),
                patience.idle(),
                4,
                patience.firstPause(),
                patience.longestPause());
    }

    private static String inTwentySeconds() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(20));
    }

    @Test
    void aPauseThatIsTooLongIsNotWaitedFor() throws IOException {
        host.on("/file", status(429, "Retry-After", "3600"));

        assertThatThrownBy(() -> fetch(remote(host.at("/file"))))
                .hasMessageContaining("answered 429 (too many), to be asked again in 3600 s");
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410})
    void aRefusalIsNotAskedAgain(int refusal) throws IOException {
        host.on("/file", status(refusal));

        assertThatThrownBy(() -> fetch(remote(host.at("/file")))).hasMessageContaining("answered " + refusal);
        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void aBodyThatCrawlsIsGivenUp() throws IOException {
        host.on("/file", host.crawling(FILE, "ETag", TAG), rest(FILE, TAG));

        fetch(remote(host.at("/file")));

        assertWhole();
        assertThat(host.requests()).hasSize(2);
    }

    @Test
    void aHostThatSaysNothingIsGivenUp() throws IOException {
        Patience hasty = new Patience(
                Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ofMillis(200), 2, Duration.ZERO, Duration.ZERO);
        host.on("/file", host.silent());
        Download download = new Download(ScriptedHost.web(hasty, pauses, builder -> builder), FetchProgress.SILENT);
        Remote remote = remote(host.at("/file"));

        assertThatThrownBy(() -> download.fetch(remote, target)).hasMessageContaining("timed out");
        assertThat(host.requests()).hasSize(2);
    }

    @Test
    void aHostThatIsNotThereIsNamed() throws IOException {
        Remote remote = remote(host.at("/file"));
        host.close();

        assertThatThrownBy(() -> fetch(remote))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.SURROUNDINGS))
                .hasMessageContaining(
                        "%s must send the whole file, did not", remote.mirrors().get(0));
    }

    @Test
    void aFileThatTheDiskCannotTakeIsNotBegun() throws IOException {
        long huge = 1L << 60;
        host.on("/file", exchange -> {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(huge));
            exchange.sendResponseHeaders(200, huge);
        });
        Remote remote = new Remote(
                List.of(host.at("/file")), huge, new Checksum(Checksum.Kind.SHA256, "0".repeat(64)), Optional.empty());

        assertThatThrownBy(() -> fetch(remote))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.SURROUNDINGS))
                .hasMessageContaining("must have %d bytes free on its disk", huge);
        assertThat(beside()).isEmpty();
    }

    /** Another program fills the disk between the first byte and the last one. */
    @Test
    void aDiskThatFillsUpStopsTheDownloadWhichGoesOnOnceThereIsSpace() throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                isDone("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
                "a small file system must be mounted, which needs root and its capabilities");
        try {
            target = disk.resolve("file");
            Download slowly =
                    new Download(ScriptedHost.web(Patience.USUAL, pauses, builder -> builder), FetchProgress.SILENT);
            Remote remote = remote(host.at("/file"));
            Path filler = disk.resolve("filler");
            host.on("/file", exchange -> {
                exchange.getResponseHeaders().set("ETag", TAG);
                exchange.sendResponseHeaders(200, FILE.length);
                exchange.getResponseBody().write(FILE, 0, HALF);
                exchange.getResponseBody().flush();
                Path partial = disk.resolve("file.partial");
                while (!Files.exists(partial) || Files.size(partial) < HALF) {
                    if (host.isOver(Duration.ofMillis(5))) {
                        return;
                    }
                }
                fill(filler);
                exchange.getResponseBody().write(FILE, HALF, FILE.length - HALF);
            });
            host.on("/file", rest(FILE, TAG));

            assertThatThrownBy(() -> slowly.fetch(remote, target))
                    .isInstanceOfSatisfying(
                            HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.SURROUNDINGS))
                    .hasMessageContainingAll("file.partial must be readable and writable", "No space left");
            assertThat(target).doesNotExist();
            Files.delete(filler);
            slowly.fetch(remote, target);

            assertThat(host.requests().get(1).header("Range")).isPresent();
            assertThat(target).hasBinaryContent(FILE);
        } finally {
            isDone("umount", "-l", disk.toString());
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(Files.getFileStore(file).getUsableSpace()).isZero();
        }
    }

    private static boolean isDone(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        host.on("/file", whole(FILE));
        Files.writeString(target.getParent(), "a file where a folder should be");

        assertThatThrownBy(() -> fetch(remote(host.at("/file"))))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.SURROUNDINGS))
                .hasMessageContaining("must be readable and writable");
    }

    @Test
    void aFileInPlaceThatWentBadIsFetchedAgain() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target, new byte[FILE.length]);
        host.on("/file", whole(FILE));

        fetch(remote(host.at("/file")));

        assertWhole();
    }
}
