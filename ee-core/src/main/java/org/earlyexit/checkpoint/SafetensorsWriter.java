package org.earlyexit.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.earlyexit.model.ModelException;

/**
 * Writes safetensors files: float32, in order of the names, so equal tensors give equal bytes. The metadata says
 * {@code format: pt}, without which some readers refuse a file.
 */
public final class SafetensorsWriter {

    private static final int ALIGNMENT = 8;
    private static final int BUFFER = 1 << 20;

    private SafetensorsWriter() {}

    /**
     * Writes a file whole or not at all: it takes its name once every byte is on disk.
     *
     * @param metadata texts to add to {@code format: pt}
     * @throws ModelException if the place cannot be written
     */
    public static void write(Path file, SortedMap<String, HostTensor> tensors, Map<String, String> metadata) {
        byte[] header = header(tensors, metadata);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            try {
                writeAll(partial, header, tensors);
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new ModelException(
                    "%s must be writable: %s; free space or choose another folder".formatted(file, e), e);
        }
    }

    private static byte[] header(SortedMap<String, HostTensor> tensors, Map<String, String> metadata) {
        Map<String, Object> root = new LinkedHashMap<>();
        SortedMap<String, String> texts = new TreeMap<>(metadata);
        texts.put("format", "pt");
        root.put("__metadata__", texts);
        long offset = 0;
        for (Map.Entry<String, HostTensor> tensor : tensors.entrySet()) {
            long end = offset + 4L * tensor.getValue().size();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", TensorType.F32.name());
            entry.put("shape", tensor.getValue().shape());
            entry.put("data_offsets", List.of(offset, end));
            root.put(tensor.getKey(), entry);
            offset = end;
        }
        try {
            return aligned(new JsonMapper().writeValueAsString(root)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    private static String aligned(String json) {
        int bytes = json.getBytes(StandardCharsets.UTF_8).length;
        return json + " ".repeat(Math.floorMod(-bytes, ALIGNMENT));
    }

    private static void writeAll(Path file, byte[] header, SortedMap<String, HostTensor> tensors) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            drain(channel, buffer.putLong(header.length));
            writeFully(channel, ByteBuffer.wrap(header));
            for (HostTensor tensor : tensors.values()) {
                writeValues(channel, buffer, tensor.values());
            }
            channel.force(true);
        }
    }

    private static void writeValues(FileChannel channel, ByteBuffer buffer, FloatBuffer values) throws IOException {
        while (values.hasRemaining()) {
            while (values.hasRemaining() && buffer.remaining() >= Float.BYTES) {
                buffer.putFloat(values.get());
            }
            drain(channel, buffer);
        }
    }

    private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
        writeFully(channel, buffer.flip());
        buffer.clear();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
