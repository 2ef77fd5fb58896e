package org.earlyexit.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Reads one trace file and trusts no byte of it before its checksum agrees. */
final class TraceReader {

    private final Path file;

    TraceReader(Path file) {
        this.file = file;
    }

    LayerTrace read() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int headerBytes = prefix(channel);
            TraceHeader header = header(channel, headerBytes);
            long start = TraceFormat.PREFIX + (long) headerBytes + TraceFormat.CHECKSUM;
            long blockBytes = TraceFormat.blockBytes(header);
            long expected = start + header.layers() * (blockBytes + TraceFormat.CHECKSUM);
            if (channel.size() != expected) {
                throw broken("the file must have %d bytes, had %d".formatted(expected, channel.size()));
            }
            List<FloatBuffer> logits = new ArrayList<>();
            List<FloatBuffer> scores = new ArrayList<>();
            for (int layer = 1; layer <= header.layers(); layer++) {
                long position = start + (layer - 1) * (blockBytes + TraceFormat.CHECKSUM);
                ByteBuffer block = sealed(channel, position, blockBytes, "layer " + layer);
                int border = (int) TraceFormat.logitBytes(header);
                logits.add(floats(block, 0, border));
                scores.add(floats(block, border, (int) blockBytes - border));
            }
            return new LayerTrace(header, logits, scores);
        } catch (NoSuchFileException e) {
            throw new TraceException(
                    "%s: there must be a trace here, was nothing; trace the split first".formatted(file), e);
        } catch (IOException e) {
            throw new TraceException("%s: the trace cannot be read (%s)".formatted(file, e), e);
        }
    }

    /** Checks magic and version; gives the length of the header. */
    private int prefix(FileChannel channel) throws IOException {
        if (channel.size() < TraceFormat.PREFIX) {
            throw broken("the file must have at least %d bytes, had %d".formatted(TraceFormat.PREFIX, channel.size()));
        }
        ByteBuffer prefix = map(channel, 0, TraceFormat.PREFIX);
        byte[] magic = new byte[TraceFormat.magic().length];
        prefix.get(magic);
        if (!Arrays.equals(magic, TraceFormat.magic())) {
            throw broken("the file must begin with EE-TRACE, did not, so it is no trace");
        }
        int version = prefix.getInt();
        if (version != TraceFormat.VERSION) {
            throw broken("the version must be %d, was %d".formatted(TraceFormat.VERSION, version));
        }
        int headerBytes = prefix.getInt();
        long left = channel.size() - TraceFormat.PREFIX - TraceFormat.CHECKSUM;
        if (headerBytes < 0 || headerBytes > left) {
            throw broken("the header must have 0..%d bytes, had %d".formatted(left, headerBytes));
        }
        return headerBytes;
    }

    private TraceHeader header(FileChannel channel, int headerBytes) throws IOException {
        ByteBuffer start = sealed(channel, 0, TraceFormat.PREFIX + (long) headerBytes, "the header");
        byte[] json = new byte[headerBytes];
        start.get(TraceFormat.PREFIX, json);
        try {
            return TraceFormat.read(json);
        } catch (IllegalArgumentException e) {
            throw new TraceException("%s: %s; trace the split again".formatted(file, e.getMessage()), e);
        }
    }

    /** A part of the file, followed by its checksum. */
    private ByteBuffer sealed(FileChannel channel, long position, long bytes, String place) throws IOException {
        ByteBuffer part = map(channel, position, bytes);
        CRC32C checksum = new CRC32C();
        checksum.update(part.duplicate());
        int written = map(channel, position + bytes, TraceFormat.CHECKSUM).getInt();
        if (written != (int) checksum.getValue()) {
            throw broken("the checksum of %s, at byte %d, must be %08x, was %08x"
                    .formatted(place, position + bytes, (int) checksum.getValue(), written));
        }
        return part;
    }

    private static ByteBuffer map(FileChannel channel, long position, long bytes) throws IOException {
        return channel.map(MapMode.READ_ONLY, position, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static FloatBuffer floats(ByteBuffer block, int position, int bytes) {
        return block.slice(position, bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    private TraceException broken(String what) {
        return new TraceException("%s: %s; trace the split again".formatted(file, what));
    }
}
