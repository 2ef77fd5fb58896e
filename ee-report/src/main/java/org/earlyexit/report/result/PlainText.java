package org.earlyexit.report.result;

/** Text from records made safe to show anywhere: one line, without control characters and marks that turn it around. */
public final class PlainText {

    private PlainText() {}

    /** The text with runs of white space as one blank and without control, format and unpaired surrogate characters. */
    public static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                plain.append(' ');
            } else if (isShown(point)) {
                plain.appendCodePoint(point);
            }
        });
        return plain.toString().replaceAll(" {2,}", " ").strip();
    }

    /** The same, or {@code (unnamed)} where nothing is left. */
    public static String name(String text) {
        String plain = of(text);
        return plain.isEmpty() ? "(unnamed)" : plain;
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
