package org.earlyexit.report.plot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** All figures of a report. */
public final class Figures {

    private static final Pattern SAFE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final int HASH_DIGITS = 12;

    private Figures() {}

    /** Score against speed-up, one figure a task. */
    public static List<Figure> curves(RunResults results, Evidence evidence) {
        return results.tasks().stream()
                .map(task -> CurveFigure.of(results, task, evidence))
                .toList();
    }

    /** The score of every internal classifier, one figure a task. */
    public static List<Figure> layers(RunResults results) {
        return results.tasks().stream()
                .flatMap(task -> LayerFigure.of(results, task).stream())
                .toList();
    }

    /** The clock against the count, one figure a task that was timed. */
    public static List<Figure> realised(RunResults results) {
        return results.tasks().stream()
                .flatMap(task -> RealisedFigure.of(results, task).stream())
                .toList();
    }

    /**
     * Where samples left, one figure a task that has a method which leaves early; and which layers they skipped, one a
     * method that skips any.
     */
    public static List<Figure> exits(RunResults results) {
        return Stream.concat(
                        results.tasks().stream().flatMap(task -> ExitFigure.of(results, task).stream()),
                        results.methods().stream().flatMap(method -> SkipFigure.of(results, method).stream()))
                .toList();
    }

    /** Exit layer against known hardness, one figure a task whose hardness is known. */
    public static List<Figure> hardness(RunResults results) {
        return results.tasks().stream()
                .flatMap(task -> HardnessFigure.of(results, task).stream())
                .toList();
    }

    /** The rows that are compared, in the order that gives them their colours. */
    static List<MethodRow> compared(RunResults results) {
        return results.methods().stream().filter(method -> !method.reference()).toList();
    }

    /** The rows to compare with, without the full model. */
    static List<MethodRow> references(RunResults results) {
        List<MethodRow> references = new ArrayList<>();
        for (MethodRow method : results.methods()) {
            if (method.reference() && !method.fullModel()) {
                references.add(method);
            }
        }
        return references;
    }

    /** A file name of a task's figure: its id where that is a harmless name, else a hash of it. */
    static String name(String kind, TaskColumn task) {
        return name(kind, task.id());
    }

    /** The same of something else that has a name. */
    static String name(String kind, String of) {
        return kind + "-" + (SAFE.matcher(of).matches() ? of : hash(of));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime must have SHA-256", e);
        }
    }
}
