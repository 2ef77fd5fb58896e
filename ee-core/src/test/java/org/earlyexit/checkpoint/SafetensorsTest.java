package org.earlyexit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.earlyexit.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatIsWrittenIsReadBack() {
        Path file = folder.resolve("f.safetensors");
        SafetensorsWriter.write(file, tensors(), Map.of("made-by", "a test"));

        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            assertThat(opened.entries().keySet()).containsExactly("a.b", "scalar", "z");
            assertThat(opened.floats("a.b")).containsExactly(1, -2, 3.5f, 0, 5, 6);
            assertThat(opened.entries().get("a.b"))
                    .isEqualTo(new TensorEntry("a.b", TensorType.F32, List.of(2L, 3L), 0, 24));
            assertThat(opened.floats("scalar")).containsExactly(7);
            assertThat(opened.floats("z")).isEmpty();
            assertThat(opened.metadata()).containsExactly(Map.entry("format", "pt"), Map.entry("made-by", "a test"));
        }
    }

    @Test
    void equalTensorsGiveEqualBytesAndAnAlignedHeader() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        SafetensorsWriter.write(first, tensors(), Map.of());
        SafetensorsWriter.write(second, tensors(), Map.of());

        byte[] bytes = Files.readAllBytes(first);
        assertThat(Files.readAllBytes(second)).isEqualTo(bytes);
        long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(header % 8).isZero();
        assertThat(new String(bytes, 8, (int) header, StandardCharsets.UTF_8))
                .startsWith(
                        "{\"__metadata__\":{\"format\":\"pt\"},\"a.b\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}");
    }

    @Test
    void aFileThatCannotBeWrittenLeavesNothingBehind() throws IOException {
        Path occupied = folder.resolve("taken");
        Files.createDirectories(occupied.resolve("by a folder"));

        assertThatThrownBy(() -> SafetensorsWriter.write(occupied, tensors(), Map.of()))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(occupied + " must be writable");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(occupied);
        }
        assertThatThrownBy(() -> SafetensorsWriter.write(folder.resolve("none/f"), tensors(), Map.of()))
                .hasMessageContaining("must be writable");
    }

    /** The bit patterns are those of IEEE 754: 1, -2, the largest, the smallest normal and the smallest number. */
    @Test
    void halvesAreReadExactly() throws IOException {
        assertThat(read("F16", 0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x8000, 0x83ff))
                .containsExactly(1f, -2f, 65504f, 0x1p-14f, 0x1p-24f, -0f, -1023 * 0x1p-24f);
        assertThat(read("BF16", 0x3f80, 0xc000, 0x0080)).containsExactly(1f, -2f, Float.MIN_NORMAL);
    }

    @Test
    void aTensorBeyondTwoGibibytesIsReadable() throws IOException {
        long filler = 3L << 30;
        String header =
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[%d,%d]}}"
                        .formatted(filler, filler, filler, filler + 4);
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] json = header.getBytes(StandardCharsets.UTF_8);
            sparse.writeLong(Long.reverseBytes(json.length));
            sparse.write(json);
            sparse.seek(8 + json.length + filler);
            sparse.writeInt(Integer.reverseBytes(Float.floatToIntBits(2.5f)));
        }

        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            assertThat(opened.floats("b")).containsExactly(2.5f);
        }
    }

    @Test
    void aHostTensorHasAsManyValuesAsItsShapeAsksFor() {
        assertThatThrownBy(() -> new HostTensor(new long[] {2, 3}, new float[5]))
                .hasMessage("a tensor of shape [2, 3] must have 6 values, had 5");
    }

    private float[] read(String type, int... bits) throws IOException {
        String header = "{\"a\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                .formatted(type, bits.length, 2 * bits.length);
        ByteBuffer content = ByteBuffer.allocate(8 + header.length() + 2 * bits.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .put(header.getBytes(StandardCharsets.UTF_8));
        for (int value : bits) {
            content.putShort((short) value);
        }
        Path file = Files.write(folder.resolve(type), content.array());
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            return opened.floats("a");
        }
    }

    private static SortedMap<String, HostTensor> tensors() {
        SortedMap<String, HostTensor> tensors = new TreeMap<>();
        tensors.put("z", new HostTensor(new long[] {0, 4}, new float[0]));
        tensors.put("scalar", new HostTensor(new long[0], new float[] {7}));
        tensors.put("a.b", new HostTensor(new long[] {2, 3}, new float[] {1, -2, 3.5f, 0, 5, 6}));
        return tensors;
    }
}
