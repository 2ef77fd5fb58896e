package org.earlyexit.report.table;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A result that somebody published: a fact with its source, as {@code published.csv} has it.
 *
 * @param paper where it stands
 * @param place the table or file there
 * @param backbone the encoder
 * @param method the method, as the source names it
 * @param task the task
 * @param metric the metric, as the source names it
 * @param value the score as it was printed, in percent
 * @param speedup what the source says of the speed
 * @param split on which it was scored
 * @param note what else must be known
 */
record PublishedRow(
        String paper,
        String place,
        String backbone,
        String method,
        String task,
        String metric,
        String value,
        String speedup,
        String split,
        String note) {

    private static final Pattern RATIO =
            Pattern.compile("(\\d+(?:\\.\\d+)?)(?:x layers)?|.*\\(=(\\d+(?:\\.\\d+)?)x layers\\)");
    private static final List<String> VERIFIED = List.of("dev", "test", "train");

    /** All that is known. */
    static List<PublishedRow> all() {
        try (InputStream in = Objects.requireNonNull(
                        PublishedRow.class.getResourceAsStream("/org/earlyexit/report/published.csv"));
                CsvReader<NamedCsvRecord> rows =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return rows.stream().map(PublishedRow::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("a bundled file must be readable", e);
        }
    }

    private static PublishedRow of(NamedCsvRecord row) {
        return new PublishedRow(
                row.getField("paper"),
                row.getField("table"),
                row.getField("backbone"),
                row.getField("method"),
                row.getField("task"),
                row.getField("metric"),
                row.getField("value"),
                row.getField("speedup"),
                row.getField("split"),
                row.getField("note"));
    }

    /** The score as a share; empty where the source prints none. */
    OptionalDouble score() {
        return value.matches("-?\\d+(\\.\\d+)?")
                ? OptionalDouble.of(Double.parseDouble(value) / 100)
                : OptionalDouble.empty();
    }

    /** The speed-up as a ratio; empty where the source gives none. */
    OptionalDouble ratio() {
        Matcher matcher = RATIO.matcher(speedup);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        String digits = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return OptionalDouble.of(Double.parseDouble(digits));
    }

    /** Whether it is of this method: the same letters and digits, whatever stands between them. */
    boolean isOf(String name) {
        return letters(method).equals(letters(name));
    }

    /** The metric's id here; empty if the source's has none. */
    String metricId() {
        return switch (metric) {
            case "acc" -> "accuracy";
            case "mcc" -> "matthews";
            case "f1", "pearson", "spearman" -> metric;
            default -> "";
        };
    }

    /** What cannot be relied on: a split that is not known for sure; empty if nothing. */
    String unverified() {
        return VERIFIED.contains(split) ? "" : "split not verified";
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
