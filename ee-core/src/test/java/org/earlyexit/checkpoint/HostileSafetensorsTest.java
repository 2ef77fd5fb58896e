package org.earlyexit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.earlyexit.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each crafted file is refused with a sentence that names it, and costs no more memory than it has bytes. */
class HostileSafetensorsTest {

    private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

    static Stream<Arguments> craftedFiles() {
        return Stream.of(
                Arguments.of("empty file", bytes(), "at least 8 bytes, had 0"),
                Arguments.of("seven bytes", new byte[7], "at least 8 bytes, had 7"),
                Arguments.of("no header", length(0), "must start with '{'"),
                Arguments.of("header cut off", cut(file("{" + A + "}", 4), 20), "the whole file has 20"),
                Arguments.of("header cut before its last byte", cut(file("{}", 0), 9), "the whole file has 9"),
                Arguments.of("length of 100,000,001", length(100_000_001), "claims 100000001"),
                Arguments.of("length of 2^31 - 10", length(Integer.MAX_VALUE - 9L), "claims 2147483638"),
                Arguments.of("length of 2^63", length(Long.MIN_VALUE), "claims 9223372036854775808"),
                Arguments.of("length of 2^64 - 1", length(-1), "claims 18446744073709551615"),
                Arguments.of("length beyond the file", length(1000), "claims 1000 bytes, the whole file has 8"),
                Arguments.of("leading space", file(" {}", 0), "must start with '{'"),
                Arguments.of("a list", file("[]", 0), "must start with '{'"),
                Arguments.of("no JSON", file("{nothing}", 0), "must be JSON"),
                Arguments.of("JSON cut off", file("{\"a\":{", 0), "must be JSON"),
                Arguments.of("two documents", file("{}{}", 0), "must be JSON"),
                Arguments.of("zero bytes after it", file("{}\0\0", 0), "must be JSON"),
                Arguments.of("invalid UTF-8", invalidUtf8(), "must be valid UTF-8"),
                Arguments.of("a thousand levels", file("{\"a\":" + "[".repeat(1000) + "}", 0), "must be JSON"),
                Arguments.of("tensor named twice", file("{" + A + "," + A + "}", 4), "without repeated names"),
                Arguments.of("field named twice", tensor("\"dtype\":\"F32\",\"dtype\":\"F32\"", 4), "repeated names"),
                Arguments.of("tensor is a number", file("{\"a\":1}", 0), "dtype, shape and data_offsets alone"),
                Arguments.of("offsets missing", tensor("\"dtype\":\"F32\",\"shape\":[1]", 4), "data_offsets alone"),
                Arguments.of("a field too many", tensor(fields("F32", "[1]", "[0,4]") + ",\"x\":1", 4), "alone"),
                Arguments.of("unknown dtype", tensor(fields("F99", "[1]", "[0,4]"), 4), "known dtype, had \"F99\""),
                Arguments.of(
                        "dtype is a number",
                        tensor("\"dtype\":4,\"shape\":[1],\"data_offsets\":[0,4]", 4),
                        "known dtype, had 4"),
                Arguments.of("negative axis", tensor(fields("F32", "[-1]", "[0,4]"), 4), "whole numbers from 0"),
                Arguments.of("axis of 1.5", tensor(fields("F32", "[1.5]", "[0,4]"), 4), "whole numbers from 0"),
                Arguments.of(
                        "axis of 2^64", tensor(fields("F32", "[18446744073709551616]", "[0,4]"), 4), "whole numbers"),
                Arguments.of("shape is a number", tensor(fields("F32", "1", "[0,4]"), 4), "a list as shape, had 1"),
                Arguments.of(
                        "product overflows",
                        tensor(fields("F32", "[4294967296,4294967296]", "[0,4]"), 4),
                        "must fit a file, had shape [4294967296, 4294967296]"),
                Arguments.of("shape larger than bytes", tensor(fields("F32", "[2]", "[0,4]"), 4), "8 bytes, had 4"),
                Arguments.of("one offset", tensor(fields("F32", "[1]", "[4]"), 4), "two ascending data_offsets"),
                Arguments.of("three offsets", tensor(fields("F32", "[1]", "[0,4,8]"), 4), "two ascending data_offsets"),
                Arguments.of("offsets descend", tensor(fields("F32", "[1]", "[4,0]"), 4), "two ascending data_offsets"),
                Arguments.of("offset negative", tensor(fields("F32", "[1]", "[-4,0]"), 4), "whole numbers from 0"),
                Arguments.of("data cut off", file("{" + A + "}", 3), "fill the 3 bytes after the header, filled 4"),
                Arguments.of("bytes left over", file("{" + A + "}", 5), "fill the 5 bytes after the header, filled 4"),
                Arguments.of("no tensor, but data", file("{}", 1), "fill the 1 bytes after the header, filled 0"),
                Arguments.of("hole in front", tensor(fields("F32", "[1]", "[4,8]"), 8), "must begin at byte 0"),
                Arguments.of("hole between", two("[8,12]", 12), "'b' must begin at byte 4"),
                Arguments.of("overlap", two("[2,6]", 6), "'b' must begin at byte 4"),
                Arguments.of("same bytes twice", two("[0,4]", 4), "'b' must begin at byte 4"),
                Arguments.of("metadata is a list", file("{\"__metadata__\":[]}", 0), "__metadata__ must be an object"),
                Arguments.of("metadata holds a number", file("{\"__metadata__\":{\"a\":1}}", 0), "'a' must be a text"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("craftedFiles")
    void aFileThatIsNotWhatItSaysIsRefused(String name, byte[] content, String message, @TempDir Path folder)
            throws IOException {
        Path file = Files.write(folder.resolve("model.safetensors"), content);

        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .as(name)
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void thereAreMoreThanThirtyOfThem() {
        assertThat(craftedFiles()).hasSizeGreaterThan(30);
    }

    @Test
    void aMissingFileIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none")))
                .isInstanceOf(ModelException.class)
                .hasMessageEndingWith("none must be a safetensors file, there is none; check the path");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("valuesThatAreNotFinite")
    void weightsThatAreNotFiniteAreNamedByTensorAndIndex(String type, int bits, @TempDir Path folder)
            throws IOException {
        int width = type.equals("F32") ? 4 : 2;
        byte[] data = new byte[2 * width];
        ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).position(width);
        if (width == 4) {
            buffer.putInt(bits);
        } else {
            buffer.putShort((short) bits);
        }
        byte[] header = file("{\"a\":{" + fields(type, "[2]", "[0," + data.length + "]") + "}}", 0);
        Path file = Files.write(folder.resolve("f"), join(header, data));

        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            assertThatThrownBy(() -> opened.floats("a"))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("tensor 'a' must have finite values")
                    .hasMessageContaining("at index 1");
        }
    }

    static Stream<Arguments> valuesThatAreNotFinite() {
        return Stream.of(
                Arguments.of("F32", 0x7fc00000),
                Arguments.of("F32", 0xff800000),
                Arguments.of("F16", 0x7c00),
                Arguments.of("F16", 0xfe00),
                Arguments.of("BF16", 0x7f80),
                Arguments.of("BF16", 0xffc0));
    }

    @Test
    void integersAndDoublesAreNotReadAsWeights(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("f"), tensor(fields("I64", "[1]", "[0,8]"), 8));

        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            assertThatThrownBy(() -> opened.floats("a")).hasMessageContaining("'a' must be F32, F16 or BF16, was I64");
            assertThatThrownBy(() -> opened.floats("b")).hasMessageContaining("must have a tensor 'b', has none");
        }
    }

    private static byte[] two(String offsets, int data) {
        return file("{" + A + ",\"b\":{" + fields("F32", "[1]", offsets) + "}}", data);
    }

    private static byte[] tensor(String fields, int data) {
        return file("{\"a\":{" + fields + "}}", data);
    }

    private static String fields(String type, String shape, String offsets) {
        return "\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s".formatted(type, shape, offsets);
    }

    private static byte[] invalidUtf8() {
        byte[] file = file("{\"a?\":1}", 0);
        file[8 + 3] = (byte) 0xff;
        return file;
    }

    private static byte[] file(String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return join(length(json.length), join(json, new byte[data]));
    }

    private static byte[] length(long length) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array();
    }

    private static byte[] cut(byte[] content, int length) {
        return Arrays.copyOf(content, length);
    }

    private static byte[] bytes() {
        return new byte[0];
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }
}
