package org.earlyexit.bench.glue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the bytes of a file into lines at each newline, and nowhere else: a lone carriage return or a Unicode line
 * separator inside a row is text. A byte-order mark at the start, and a carriage return before a newline, are dropped.
 */
final class TextLines {
    private static final int MAX_LINE_BYTES = 1 << 20;

    private final String file;

    TextLines(String file) {
        this.file = file;
    }

    List<String> of(byte[] bytes) {
        List<String> lines = new ArrayList<>();
        int start = startsWithByteOrderMark(bytes) ? 3 : 0;
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw refusal(lines.size() + 1, "text must hold no NUL byte, was one; save the file as plain text");
            }
            if (bytes[i] == '\n') {
                lines.add(line(bytes, start, i, lines.size() + 1));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            lines.add(line(bytes, start, bytes.length, lines.size() + 1));
        }
        return lines;
    }

    private String line(byte[] bytes, int start, int newline, int number) {
        int end = newline > start && bytes[newline - 1] == '\r' ? newline - 1 : newline;
        if (end - start > MAX_LINE_BYTES) {
            throw refusal(number, "a line must have at most %d bytes, was %d".formatted(MAX_LINE_BYTES, end - start));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refusal(number, "text must be UTF-8, was not: " + e.getMessage() + "; convert the file to UTF-8");
        }
    }

    private DataException refusal(int line, String problem) {
        return new DataException("%s:%d: %s".formatted(file, line, problem));
    }

    private static boolean startsWithByteOrderMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }
}
