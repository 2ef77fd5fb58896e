package org.earlyexit.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.SortedMap;
import org.earlyexit.model.ModelException;
import org.jspecify.annotations.Nullable;

/**
 * An open safetensors file: 8 bytes that give the header's length, a JSON header, and the tensors one after another.
 * Tensors are mapped, one at a time and in pieces, so files may be larger than 2 GiB and memory.
 *
 * <p>Files from strangers are safe to open: nothing is allocated on a header's word that the file's size does not bear
 * out, and tensors must fill the data without holes, overlaps or a rest.
 */
public final class SafetensorsFile implements AutoCloseable {

    /** The longest header there may be, as in the reference implementation. */
    public static final long LONGEST_HEADER = 100_000_000;

    private static final int LENGTH_BYTES = 8;
    private static final long PIECE = 1L << 28; // bytes mapped at a time; a multiple of every element's size

    private final Path file;
    private final FileChannel channel;
    private final long dataStart;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path file, FileChannel channel, long dataStart, SafetensorsHeader header) {
        this.file = file;
        this.channel = channel;
        this.dataStart = dataStart;
        this.header = header;
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws ModelException if it is missing, cut short or not what its header says
     */
    public static SafetensorsFile open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException("%s must be a safetensors file, there is none; check the path".formatted(file));
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            SafetensorsFile opened = read(file, channel);
            channel = null; // the opened file closes it
            return opened;
        } catch (IOException e) {
            throw unreadable(file, e);
        } finally {
            closeQuietly(channel);
        }
    }

    /** What is in the file, by name. */
    public SortedMap<String, TensorEntry> entries() {
        return Collections.unmodifiableSortedMap(header.entries());
    }

    /** The texts under {@code __metadata__}. */
    public SortedMap<String, String> metadata() {
        return Collections.unmodifiableSortedMap(header.metadata());
    }

    /**
     * The values of a tensor as float32, row-major.
     *
     * @throws ModelException if there is no such tensor, its type is not F32, F16 or BF16, or a value is not finite
     */
    public float[] floats(String name) {
        TensorEntry entry = header.entries().get(name);
        if (entry == null) {
            throw new ModelException("%s must have a tensor '%s', has none of that name; it has %d others"
                    .formatted(file, name, header.entries().size()));
        }
        if (!entry.type().readable()) {
            throw new ModelException("%s: tensor '%s' must be F32, F16 or BF16, was %s; convert it first"
                    .formatted(file, name, entry.type()));
        }
        if (entry.elements() > Integer.MAX_VALUE - 8) {
            throw new ModelException("%s: tensor '%s' must have at most %d elements, had %d"
                    .formatted(file, name, Integer.MAX_VALUE - 8, entry.elements()));
        }
        try {
            return readValues(entry);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static SafetensorsFile read(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw damaged(file, "it must have at least 8 bytes, had %d".formatted(size));
        }
        long length = readFully(channel, 0, LENGTH_BYTES).getLong();
        if (length < 0 || length > LONGEST_HEADER) {
            throw damaged(
                    file,
                    "its header must have at most %d bytes, claims %s"
                            .formatted(LONGEST_HEADER, Long.toUnsignedString(length)));
        }
        long dataStart = LENGTH_BYTES + length;
        if (dataStart > size) {
            throw damaged(file, "its header claims %d bytes, the whole file has %d".formatted(length, size));
        }
        byte[] json = readFully(channel, LENGTH_BYTES, (int) length).array();
        return new SafetensorsFile(file, channel, dataStart, new SafetensorsHeader(file, json, size - dataStart));
    }

    private static ByteBuffer readFully(FileChannel channel, long from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IOException("the file ended while it was read");
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private float[] readValues(TensorEntry entry) throws IOException {
        float[] values = new float[(int) entry.elements()];
        int next = 0;
        for (long from = entry.begin(); from < entry.end(); from += PIECE) {
            long bytes = Math.min(PIECE, entry.end() - from);
            ByteBuffer piece =
                    channel.map(MapMode.READ_ONLY, dataStart + from, bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (piece.hasRemaining()) {
                values[next] = finite(entry, next, entry.type().read(piece));
                next++;
            }
        }
        return values;
    }

    private float finite(TensorEntry entry, int index, float value) {
        if (!Float.isFinite(value)) {
            throw new ModelException(
                    "%s: tensor '%s' must have finite values, was %s at index %d; use an earlier checkpoint"
                            .formatted(file, entry.name(), value, index));
        }
        return value;
    }

    private static ModelException damaged(Path file, String what) {
        return new ModelException(
                "%s is not a whole safetensors file: %s; fetch or write it again".formatted(file, what));
    }

    private static ModelException unreadable(Path file, IOException cause) {
        return new ModelException("%s must be readable: %s".formatted(file, cause.getMessage()), cause);
    }

    @SuppressWarnings("EmptyCatch") // a file that was only read has nothing to lose
    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // nothing was written
        }
    }
}
