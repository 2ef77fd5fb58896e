package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A file of numbers and texts in a fixed order, sealed: magic, version, contents, and the CRC32C of all before. It is
 * there whole or not at all, and nothing of it is believed before its checksum agrees.
 */
final class StageFile {

    private static final byte[] MAGIC = "EE-STAGE".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CHECKSUM = Long.BYTES;
    private static final int SHORTEST = MAGIC.length + Integer.BYTES + CHECKSUM;
    private static final int BUFFER = 1 << 16;

    private final Path file;

    StageFile(Path file) {
        this.file = file;
    }

    /** Writes a part of the contents. */
    @FunctionalInterface
    interface Writing {
        void to(Out out) throws IOException;
    }

    /** Reads what was written, in the same order. */
    @FunctionalInterface
    interface Reading {
        void from(In in) throws IOException;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Replaces the file. */
    void write(Writing contents) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            try (FileOutputStream stream = new FileOutputStream(partial.toFile());
                    Out out = new Out(stream)) {
                out.write(MAGIC);
                out.writeInt(VERSION);
                contents.to(out);
                out.seal();
                stream.getFD().sync();
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or a byte of it is not as it was written
     */
    void read(Reading contents) throws IOException {
        verify();
        try (In in = new In(Files.newInputStream(file))) {
            in.skipNBytes(MAGIC.length);
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException("its version must be %d, was %d".formatted(VERSION, version));
            }
            contents.from(in);
        }
    }

    private void verify() throws IOException {
        long size = Files.size(file);
        if (size < SHORTEST) {
            throw new IOException("it must have at least %d bytes, had %d".formatted(SHORTEST, size));
        }
        CRC32C checksum = new CRC32C();
        try (DataInputStream in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER), checksum))) {
            byte[] buffer = new byte[BUFFER];
            for (long left = size - CHECKSUM; left > 0; ) {
                int piece = (int) Math.min(left, buffer.length);
                in.readFully(buffer, 0, piece);
                left -= piece;
            }
            long found = checksum.getValue();
            long written = in.readLong();
            if (written != found) {
                throw new IOException("its checksum must be %08x, was %08x".formatted(found, written));
            }
        }
    }

    /** What writes the contents. */
    static final class Out extends DataOutputStream {

        private final CRC32C checksum;

        Out(OutputStream file) {
            this(file, new CRC32C());
        }

        private Out(OutputStream file, CRC32C checksum) {
            super(new CheckedOutputStream(new BufferedOutputStream(file, BUFFER), checksum));
            this.checksum = checksum;
        }

        void floats(float... values) throws IOException {
            writeInt(values.length);
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            for (int from = 0; from < values.length; from += BUFFER / Float.BYTES) {
                int count = Math.min(BUFFER / Float.BYTES, values.length - from);
                buffer.asFloatBuffer().put(values, from, count);
                write(buffer.array(), 0, count * Float.BYTES);
            }
        }

        private void seal() throws IOException {
            writeLong(checksum.getValue());
            flush();
        }
    }

    /** What reads the contents. */
    static final class In extends DataInputStream {

        In(InputStream file) {
            super(new BufferedInputStream(file, BUFFER));
        }

        float[] floats() throws IOException {
            float[] values = new float[readInt()];
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            for (int from = 0; from < values.length; from += BUFFER / Float.BYTES) {
                int count = Math.min(BUFFER / Float.BYTES, values.length - from);
                readFully(buffer.array(), 0, count * Float.BYTES);
                buffer.asFloatBuffer().get(values, from, count);
            }
            return values;
        }

        /** Gives a tensor that no graph records the values that come next, in its own memory. */
        void into(NDArray array) throws IOException {
            try (NDArray host = array.getManager().create(floats(), array.getShape())) {
                host.copyTo(array);
            }
        }
    }
}
