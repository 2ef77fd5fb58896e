package org.earlyexit.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.earlyexit.execute.LayerSink;

/**
 * Collects one full pass and writes it as a trace. Everything is held in memory, {@code 4 L N (C + S)} bytes, until
 * {@link #close()} writes it next to its place under a name that ends in {@code .partial}, and renames that, so that
 * the file is there whole or not at all. One thread at a time.
 */
public final class TraceWriter implements LayerSink, AutoCloseable {

    private static final int PIECE = 1 << 16;

    private final Path file;
    private final Path partial;
    private final TraceHeader header;
    private final float[][] logits;
    private final float[][] scores;
    private boolean closed;

    private TraceWriter(Path file, TraceHeader header) {
        this.file = file;
        this.partial = file.resolveSibling(file.getFileName() + ".partial");
        this.header = header;
        this.logits = new float[header.layers()][header.samples() * header.outputs()];
        this.scores = new float[header.layers()]
                [header.samples() * header.scoreNames().size()];
        // Only finite numbers are accepted, so that NaN marks what has not been written.
        for (float[] layer : logits) {
            Arrays.fill(layer, Float.NaN);
        }
    }

    /**
     * Begins a trace, and makes sure that it can be written before a long pass is run for it.
     *
     * @throws TraceException if the place cannot be written to
     * @throws IllegalArgumentException if a layer would have 2 GiB or more
     */
    public static TraceWriter create(Path file, TraceHeader header) {
        TraceWriter writer = new TraceWriter(file.toAbsolutePath(), TraceFormat.requireMappable(header));
        try {
            Files.deleteIfExists(writer.partial);
            Files.createFile(writer.partial);
        } catch (IOException e) {
            throw writer.failed(e);
        }
        return writer;
    }

    /**
     * Takes what a layer said of some samples.
     *
     * @throws TraceException if a number is not finite
     * @throws IllegalArgumentException if a layer or sample is not in the header, was taken before, or the arrays are
     *     not of its shape
     */
    @Override
    public void accept(int layer, int[] samples, float[] batchLogits, float[] batchScores) {
        if (layer < 1 || layer > header.layers()) {
            throw new IllegalArgumentException("layer must be in 1..%d, was %d".formatted(header.layers(), layer));
        }
        int outputs = header.outputs();
        int names = header.scoreNames().size();
        requireLength("logits", batchLogits, samples.length, outputs);
        requireLength("scores", batchScores, samples.length, names);
        for (int row = 0; row < samples.length; row++) {
            requireNew(layer, samples[row]);
            copy("logits", layer, samples[row], batchLogits, row * outputs, logits[layer - 1], outputs);
            copy("scores", layer, samples[row], batchScores, row * names, scores[layer - 1], names);
        }
    }

    /**
     * Writes the trace and puts it in its place; if samples are missing, removes what was begun. Closing again does
     * nothing.
     *
     * @throws TraceException if a layer has not said something of every sample, or the file cannot be written
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            requireComplete();
            write();
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(e);
        } finally {
            discardPartial();
        }
    }

    private void write() throws IOException {
        try (FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] json = TraceFormat.write(header);
            ByteBuffer start = buffer(TraceFormat.PREFIX + json.length);
            start.put(TraceFormat.magic()).putInt(TraceFormat.VERSION).putInt(json.length);
            CRC32C checksum = new CRC32C();
            put(channel, start.put(json), checksum);
            putChecksum(channel, checksum);
            for (int layer = 0; layer < logits.length; layer++) {
                CRC32C ofBlock = new CRC32C();
                put(channel, logits[layer], ofBlock);
                put(channel, scores[layer], ofBlock);
                putChecksum(channel, ofBlock);
            }
            channel.force(true);
        }
    }

    private static void put(FileChannel channel, float[] values, CRC32C checksum) throws IOException {
        ByteBuffer buffer = buffer(Float.BYTES * Math.min(PIECE, values.length));
        for (int from = 0; from < values.length; from += PIECE) {
            buffer.clear();
            for (int i = from; i < Math.min(from + PIECE, values.length); i++) {
                buffer.putFloat(values[i]);
            }
            put(channel, buffer, checksum);
        }
    }

    private static void putChecksum(FileChannel channel, CRC32C checksum) throws IOException {
        put(channel, buffer(TraceFormat.CHECKSUM).putInt((int) checksum.getValue()), new CRC32C());
    }

    private static void put(FileChannel channel, ByteBuffer buffer, CRC32C checksum) throws IOException {
        buffer.flip();
        checksum.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void copy(String what, int layer, int sample, float[] from, int position, float[] to, int width) {
        for (int i = 0; i < width; i++) {
            float value = from[position + i];
            if (!Float.isFinite(value)) {
                throw new TraceException(
                        "%s: %s must be finite, was %s for sample %s at layer %d; the training has diverged, lower the learning rate"
                                .formatted(file, what, value, header.rowIds().get(sample), layer));
            }
            to[sample * width + i] = value;
        }
    }

    private void requireNew(int layer, int sample) {
        if (sample < 0 || sample >= header.samples()) {
            throw new IllegalArgumentException(
                    "sample must be in 0..%d, was %d".formatted(header.samples() - 1, sample));
        }
        if (!Float.isNaN(logits[layer - 1][sample * header.outputs()])) {
            throw new IllegalArgumentException(
                    "a sample must be written once a layer, sample %d was written twice at layer %d"
                            .formatted(sample, layer));
        }
    }

    private static void requireLength(String what, float[] values, int rows, int width) {
        if (values.length != rows * width) {
            throw new IllegalArgumentException(
                    "%s must be (%d, %d), were %d numbers".formatted(what, rows, width, values.length));
        }
    }

    private void requireComplete() {
        for (int layer = 1; layer <= header.layers(); layer++) {
            for (int sample = 0; sample < header.samples(); sample++) {
                if (Float.isNaN(logits[layer - 1][sample * header.outputs()])) {
                    throw new TraceException(
                            "%s: every layer must say something of every sample, sample %s is missing at layer %d; trace the split again"
                                    .formatted(file, header.rowIds().get(sample), layer));
                }
            }
        }
    }

    private void discardPartial() {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private TraceException failed(IOException cause) {
        return new TraceException(
                "%s: the trace cannot be written (%s); choose a folder that is writable and has space"
                        .formatted(file, cause),
                cause);
    }
}
