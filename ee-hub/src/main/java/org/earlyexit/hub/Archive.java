package org.earlyexit.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip file of a stranger. Before anything is written, every name in it must stay inside a folder, be there once and
 * be no link; while it is written, bytes are counted, whatever the archive says of its own size.
 */
public final class Archive {

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");
    private static final int LONGEST_NAME = 1000;

    private final Path zip;
    private final Limits limits;

    /**
     * What an archive may hold.
     *
     * @param entries files and folders
     * @param bytes of all files together, unpacked
     * @param ratio bytes for each byte of the archive; a small archive may always hold {@link #ALWAYS}
     */
    public record Limits(int entries, long bytes, int ratio) {

        /** Bytes for which no ratio is asked. */
        static final long ALWAYS = 1 << 20;

        /** Far more than GLUE needs. */
        public static final Limits USUAL = new Limits(200, 2L << 30, 200);
    }

    /** A zip file, which may be anything. */
    public Archive(Path zip, Limits limits) {
        this.zip = zip;
        this.limits = limits;
    }

    /**
     * Unpacks the files that are wanted, with their folders.
     *
     * @param wanted is asked with the name of each file, its parts separated by {@code /}
     * @throws HubException if the archive is damaged or hostile; the folder may then hold a part of it
     */
    public void unpack(Path folder, Predicate<String> wanted) {
        try (ZipFile archive = ZipFile.builder().setPath(zip).get()) {
            List<ZipArchiveEntry> entries = files(archive);
            entries.removeIf(entry -> !wanted.test(entry.getName()));
            long left = Math.min(limits.bytes(), Math.max(Limits.ALWAYS, Files.size(zip) * limits.ratio()));
            for (ZipArchiveEntry entry : entries) {
                left = unpack(archive, entry, folder.resolve(entry.getName()), left);
            }
        } catch (IOException e) {
            throw refusal("must be a whole zip file, is not: " + e.getMessage());
        }
    }

    private List<ZipArchiveEntry> files(ZipFile archive) {
        List<ZipArchiveEntry> entries = Collections.list(archive.getEntries());
        if (entries.size() > limits.entries()) {
            throw refusal("must have at most %d entries, has %d".formatted(limits.entries(), entries.size()));
        }
        Set<String> seen = new HashSet<>();
        List<ZipArchiveEntry> files = new ArrayList<>();
        for (ZipArchiveEntry entry : entries) {
            requireHarmless(entry);
            if (!seen.add(entry.getName().toLowerCase(Locale.ROOT))) {
                throw refusal("must have each entry once, has '%s' twice".formatted(shown(entry)));
            }
            if (!entry.isDirectory()) {
                files.add(entry);
            }
        }
        return files;
    }

    private void requireHarmless(ZipArchiveEntry entry) {
        String name = entry.getName();
        boolean inside = !name.startsWith("/")
                && !name.contains("\\")
                && !DRIVE.matcher(name).matches()
                && name.length() <= LONGEST_NAME
                && name.chars().noneMatch(Character::isISOControl)
                && List.of(name.split("/", -1)).stream().noneMatch(part -> part.equals("..") || part.equals("."));
        if (!inside) {
            throw refusal("must keep its entries inside a folder, has '%s'".formatted(shown(entry)));
        }
        if (entry.isUnixSymlink()) {
            throw refusal("must have no links, has '%s'".formatted(shown(entry)));
        }
    }

    private long unpack(ZipFile archive, ZipArchiveEntry entry, Path file, long room) throws IOException {
        if (!archive.canReadEntryData(entry)) {
            throw refusal("must be neither encrypted nor packed in a rare way, '%s' is".formatted(shown(entry)));
        }
        Disk.run(file, () -> Files.createDirectories(file.toAbsolutePath().resolveSibling("")));
        long left = room;
        byte[] buffer = new byte[1 << 16];
        CRC32 sum = new CRC32();
        try (InputStream in = archive.getInputStream(entry);
                OutputStream out = Disk.get(file, () -> Files.newOutputStream(file))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                int bytes = read;
                left -= bytes;
                if (left < 0) {
                    throw refusal("must hold at most %d bytes and %d for each byte of its own, holds more"
                            .formatted(limits.bytes(), limits.ratio()));
                }
                sum.update(buffer, 0, bytes);
                Disk.run(file, () -> out.write(buffer, 0, bytes));
            }
        }
        if (sum.getValue() != entry.getCrc()) {
            throw refusal(
                    "must have the bytes that its directory vouches for, '%s' has others".formatted(shown(entry)));
        }
        return left;
    }

    private static String shown(ZipArchiveEntry entry) {
        String name = entry.getName().replaceAll("\\p{Cntrl}", "?");
        return name.length() <= 80 ? name : name.substring(0, 80) + "...";
    }

    private HubException refusal(String problem) {
        return new HubException(
                HubException.Kind.CONTENT, "%s %s; fetch it again from where it is trusted".formatted(zip, problem));
    }
}
