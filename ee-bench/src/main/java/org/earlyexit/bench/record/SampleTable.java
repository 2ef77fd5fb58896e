package org.earlyexit.bench.record;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;

/**
 * What came of every scored sample of one run, so that whoever reads the results can pair them: the file
 * {@code samples.csv} beside a record holds its operating points, {@code curve.csv} the points of its curve.
 *
 * <pre>{@code
 * id,gold,answer@cost-50,layer@cost-50,score@cost-50,…
 * dev-0,1,1,4,0.931214,…
 * }</pre>
 *
 * <p>Classes are counted from 0 and numbers written in full. The score is the probability of the answer with six
 * decimals; it is empty where answers are numbers, and a curve has no such column. The file holds ids and never texts.
 * Equal outcomes are written as equal bytes.
 */
public final class SampleTable {

    /** The file of the operating points. */
    public static final String POINTS = "samples.csv";

    /** The file of the curve. */
    public static final String CURVE = "curve.csv";

    private static final String ANSWER = "answer@";
    private static final String LAYER = "layer@";
    private static final String SCORE = "score@";
    private static final double SIX_DECIMALS = 1e6;

    private final List<String> ids;
    private final Labels gold;
    private final Map<String, PointAnswers> points;

    private SampleTable(List<String> ids, Labels gold, Map<String, PointAnswers> points) {
        this.ids = List.copyOf(ids);
        this.gold = gold;
        this.points = points;
    }

    /** The samples' ids, in their order. */
    public List<String> ids() {
        return ids;
    }

    /** The gold labels, in the same order. */
    public Labels gold() {
        return gold;
    }

    /** The names of the points, in their order. */
    public Set<String> points() {
        return Collections.unmodifiableSet(points.keySet());
    }

    /**
     * One point.
     *
     * @throws RecordException if there is none of that name
     */
    public PointAnswers at(String point) {
        PointAnswers answers = points.get(point);
        if (answers == null) {
            throw new RecordException(
                    "the samples must have the point '%s', had %s; run again".formatted(point, points.keySet()));
        }
        return answers;
    }

    /** The table as CSV. */
    public String csv() {
        StringBuilder text = new StringBuilder("id,gold");
        points.forEach((name, point) -> {
            text.append(',')
                    .append(ANSWER)
                    .append(name)
                    .append(',')
                    .append(LAYER)
                    .append(name);
            if (point.scored()) {
                text.append(',').append(SCORE).append(name);
            }
        });
        text.append('\n');
        for (int i = 0; i < ids.size(); i++) {
            int sample = i;
            text.append(ids.get(i)).append(',').append(number(gold.numeric() ? gold.valueAt(i) : gold.classAt(i)));
            points.values().forEach(point -> append(text, point, sample));
            text.append('\n');
        }
        return text.toString();
    }

    private void append(StringBuilder text, PointAnswers point, int sample) {
        text.append(',').append(number(point.answer(sample))).append(',').append(point.layer(sample));
        if (point.scored()) {
            text.append(',').append(gold.numeric() ? "" : Float.toString((float) point.score(sample)));
        }
    }

    private String number(double value) {
        return gold.numeric() ? Double.toString(value) : Integer.toString((int) value);
    }

    /**
     * Reads a table.
     *
     * @throws RecordException if the file is not there or is no such table; the message names file and line
     */
    public static SampleTable read(Path file) {
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(file, StandardCharsets.UTF_8)) {
            Iterator<CsvRecord> iterator = rows.iterator();
            if (!iterator.hasNext()) {
                throw new RecordException("%s: must begin with a head, was empty".formatted(file));
            }
            SampleReader reader = new SampleReader(iterator.next().getFields());
            while (iterator.hasNext()) {
                CsvRecord row = iterator.next();
                reader.add(row, file);
            }
            return reader.table();
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw new RecordException("%s must be readable as CSV, was not: %s".formatted(file, e), e);
        }
    }

    /** Writes the table. */
    public void write(Path file) {
        try {
            Files.writeString(file, csv());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Collects the points of one run. */
    public static final class Builder {

        private final List<String> ids;
        private final Labels gold;
        private final boolean scored;
        private final Map<String, PointAnswers> points = new LinkedHashMap<>();

        /**
         * Begins a table.
         *
         * @param ids of the samples
         * @param gold their labels
         * @param scored whether to keep how sure each answer was
         */
        public Builder(List<String> ids, Labels gold, boolean scored) {
            this.ids = ids;
            this.gold = gold;
            this.scored = scored;
        }

        /** Takes down a point, the same name replacing what was there. */
        public Builder add(String name, Outcomes outcomes) {
            double[] answers = new double[ids.size()];
            byte[] layers = new byte[ids.size()];
            float[] scores = scored ? new float[ids.size()] : new float[0];
            for (int i = 0; i < answers.length; i++) {
                Prediction answer = outcomes.answer(i);
                answers[i] = number(answer);
                layers[i] = (byte) outcomes.exitLayer(i);
                if (scored) {
                    scores[i] = score(answer);
                }
            }
            points.put(name, new PointAnswers(gold.numeric(), answers, layers, scores));
            return this;
        }

        public SampleTable build() {
            return new SampleTable(ids, gold, new LinkedHashMap<>(points));
        }

        private static double number(Prediction answer) {
            return answer instanceof RegressionValue value ? value.value() : ((ClassDistribution) answer).argmax();
        }

        private static float score(Prediction answer) {
            return answer instanceof ClassDistribution classes
                    ? (float) (Math.rint(SIX_DECIMALS * classes.probability(classes.argmax())) / SIX_DECIMALS)
                    : Float.NaN;
        }
    }

    /** A table while its file is being read. */
    private static final class SampleReader {

        private final List<String> head;
        private final List<String> ids = new ArrayList<>();
        private final List<double[]> rows = new ArrayList<>();
        private boolean numeric;

        SampleReader(List<String> head) {
            this.head = head;
            if (head.size() < 2 || !head.get(0).equals("id") || !head.get(1).equals("gold")) {
                throw new RecordException("samples must begin with the columns id,gold, began with " + head);
            }
        }

        void add(CsvRecord row, Path file) {
            if (row.getFieldCount() != head.size()) {
                throw new RecordException("%s:%d: must have %d columns, had %d"
                        .formatted(file, row.getStartingLineNumber(), head.size(), row.getFieldCount()));
            }
            double[] values = new double[head.size() - 1];
            try {
                for (int i = 0; i < values.length; i++) {
                    values[i] = parsed(row.getField(i + 1));
                }
            } catch (NumberFormatException e) {
                throw new RecordException(
                        "%s:%d: must hold numbers: %s".formatted(file, row.getStartingLineNumber(), e.getMessage()), e);
            }
            numeric |= row.getField(1).indexOf('.') >= 0;
            ids.add(row.getField(0));
            rows.add(values);
        }

        private static double parsed(String text) {
            if (text.length() == 1) {
                int digit = text.charAt(0) - '0';
                if (digit >= 0 && digit <= 9) {
                    return digit;
                }
            }
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        }

        SampleTable table() {
            double[] gold = column(0);
            Map<String, PointAnswers> points = new LinkedHashMap<>();
            for (int i = 2; i < head.size(); i++) {
                if (head.get(i).startsWith(ANSWER)) {
                    String name = head.get(i).substring(ANSWER.length());
                    points.put(name, point(name, i));
                }
            }
            Labels labels = numeric
                    ? Labels.values(gold)
                    : Labels.classes(java.util.stream.DoubleStream.of(gold)
                            .mapToInt(value -> (int) value)
                            .toArray());
            return new SampleTable(ids, labels, points);
        }

        private PointAnswers point(String name, int answer) {
            if (answer + 1 >= head.size() || !head.get(answer + 1).equals(LAYER + name)) {
                throw new RecordException(
                        "samples must have %s%s after the answers, had %s".formatted(LAYER, name, head));
            }
            byte[] layers = new byte[rows.size()];
            for (int i = 0; i < layers.length; i++) {
                layers[i] = (byte) rows.get(i)[answer];
            }
            boolean scored = answer + 2 < head.size() && head.get(answer + 2).equals(SCORE + name);
            float[] scores = new float[scored ? rows.size() : 0];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) rows.get(i)[answer + 1];
            }
            return new PointAnswers(numeric, column(answer - 1), layers, scores);
        }

        private double[] column(int column) {
            double[] values = new double[rows.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = rows.get(i)[column];
            }
            return values;
        }
    }
}
