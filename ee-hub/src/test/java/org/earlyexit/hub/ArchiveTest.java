package org.earlyexit.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that mean harm, and those that do not. */
class ArchiveTest {

    private static final Archive.Limits SMALL = new Archive.Limits(5, 4 << 20, 3);

    @TempDir
    Path folder;

    /** Writes the entries of a zip file. */
    @FunctionalInterface
    private interface Content {
        void write(ZipArchiveOutputStream zip) throws IOException;
    }

    private Path zip(Content content) throws IOException {
        Path file = folder.resolve("some.zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            content.write(zip);
        }
        return file;
    }

    private static void put(ZipArchiveOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(bytes);
        zip.closeArchiveEntry();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void unpack(Path zip) {
        new Archive(zip, SMALL).unpack(folder.resolve("out"), name -> true);
    }

    private void assertRefused(Path zip, String reason) throws IOException {
        List<Path> before = files();
        assertThatThrownBy(() -> unpack(zip))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.CONTENT))
                .hasMessageContainingAll("some.zip", reason);
        assertThat(files()).isEqualTo(before);
    }

    /** All files, those of the folder that is unpacked into left out. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.startsWith(folder.resolve("out")))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatIsWantedComesOut() throws IOException {
        Path zip = zip(out -> {
            put(out, "RTE/", new byte[0]);
            put(out, "RTE/dev.tsv", text("one"));
            put(out, "RTE/other/deep.tsv", text("two"));
            put(out, "unwanted", text("three"));
        });

        new Archive(zip, SMALL).unpack(folder.resolve("out"), name -> name.endsWith(".tsv"));

        assertThat(folder.resolve("out/RTE/dev.tsv")).hasContent("one");
        assertThat(folder.resolve("out/RTE/other/deep.tsv")).hasContent("two");
        assertThat(folder.resolve("out/unwanted")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "RTE/../../outside",
                "/tmp/outside",
                "C:/outside",
                "c:outside",
                "..\\outside",
                "RTE/./dev.tsv",
                "RTE/..",
                "a\nb",
                "a\u0000b"
            })
    void anEntryThatLeavesTheFolderIsRefusedBeforeAnythingIsWritten(String name) throws IOException {
        assertRefused(
                zip(out -> {
                    put(out, "good", text("one"));
                    put(out, name, text("two"));
                }),
                "must keep its entries inside a folder");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aLinkIsRefused() throws IOException {
        assertRefused(
                zip(out -> {
                    ZipArchiveEntry link = new ZipArchiveEntry("RTE/dev.tsv");
                    link.setUnixMode(UnixStat.LINK_FLAG | UnixStat.DEFAULT_LINK_PERM);
                    out.putArchiveEntry(link);
                    out.write(text("/etc/passwd"));
                    out.closeArchiveEntry();
                }),
                "must have no links, has 'RTE/dev.tsv'");
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused() throws IOException {
        assertRefused(
                zip(out -> {
                    put(out, "RTE/dev.tsv", text("one"));
                    put(out, "rte/DEV.tsv", text("two"));
                }),
                "must have each entry once");
    }

    @Test
    void tooManyEntriesAreRefused() throws IOException {
        assertRefused(
                zip(out -> {
                    for (int i = 0; i < 6; i++) {
                        put(out, "file" + i, text("one"));
                    }
                }),
                "must have at most 5 entries, has 6");
    }

    /** Two MiB of zeros become about 2 kB: far beyond three bytes for each, though below the limit of bytes. */
    @Test
    void aBombIsStoppedWhileItIsUnpacked() throws IOException {
        assertRefused(
                zip(out -> put(out, "zeros", new byte[2 << 20])), "must hold at most 4194304 bytes and 3 for each");
        assertThat(Files.size(folder.resolve("out/zeros"))).isLessThanOrEqualTo(Archive.Limits.ALWAYS);
    }

    /** What the archive says of its own size is not believed: the bytes that come out are counted. */
    @Test
    void anArchiveThatLiesAboutItsSizeIsStopped() throws IOException {
        Path zip = zip(out -> put(out, "zeros", new byte[2 << 20]));
        byte[] bytes = Files.readAllBytes(zip);
        byte[] size = {0, 0, 32, 0}; // 2 MiB, little-endian, in the directory at the end
        for (int at = 0; at + 4 <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + 4, size, 0, 4)) {
                bytes[at + 2] = 0;
                bytes[at] = 9;
            }
        }
        Files.write(zip, bytes);

        assertThatThrownBy(() -> unpack(zip)).isInstanceOf(HubException.class);
        if (Files.exists(folder.resolve("out/zeros"))) {
            assertThat(Files.size(folder.resolve("out/zeros"))).isLessThanOrEqualTo(Archive.Limits.ALWAYS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 60, 100})
    void anArchiveThatWasCutOffIsRefused(int length) throws IOException {
        Path zip = zip(out -> put(out, "RTE/dev.tsv", text("one two three")));
        Files.write(zip, Arrays.copyOf(Files.readAllBytes(zip), length));

        assertRefused(zip, "must be a whole zip file, is not");
    }

    @Test
    void aChangedByteInAnEntryIsNoticed() throws IOException {
        Path zip = zip(out -> {
            out.setMethod(ZipEntry.STORED);
            ZipArchiveEntry entry = new ZipArchiveEntry("RTE/dev.tsv");
            CRC32 crc = new CRC32();
            crc.update(text("one two three"));
            entry.setSize(13);
            entry.setCrc(crc.getValue());
            out.putArchiveEntry(entry);
            out.write(text("one two three"));
            out.closeArchiveEntry();
        });
        byte[] bytes = Files.readAllBytes(zip);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("two");
        bytes[at] = 'T';
        Files.write(zip, bytes);

        assertRefused(zip, "must have the bytes that its directory vouches for, 'RTE/dev.tsv' has others");
    }
}
