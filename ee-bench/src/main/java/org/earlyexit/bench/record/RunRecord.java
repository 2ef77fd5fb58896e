package org.earlyexit.bench.record;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that one run says: one method on one task with one seed, format {@code ee-run/1}.
 *
 * @param schema always {@value #SCHEMA}
 * @param cell the key of the cell it comes from, hexadecimal
 * @param task the data
 * @param method the method
 * @param backbone the encoder
 * @param seed the run's seed
 * @param provenance with what it was made
 * @param training how it was trained
 * @param points its operating points
 * @param curve its curve over the scored split, to draw with
 * @param perLayer the main metric of each internal classifier on the scored split, empty if there is none
 */
public record RunRecord(
        String schema,
        String cell,
        TaskFacts task,
        MethodFacts method,
        BackboneFacts backbone,
        long seed,
        Provenance provenance,
        TrainingFacts training,
        List<OperatingPoint> points,
        List<CurvePoint> curve,
        List<Measured> perLayer) {

    /** The format that this program writes and reads. */
    public static final String SCHEMA = "ee-run/1";

    public RunRecord {
        if (!SCHEMA.equals(schema)) {
            throw new IllegalArgumentException("schema must be '%s', was '%s'".formatted(SCHEMA, schema));
        }
        if (!Checks.text("cell", cell).matches("[0-9a-f]{8,64}")) {
            throw new IllegalArgumentException("cell must be 8 to 64 hexadecimal digits, was '%s'".formatted(cell));
        }
        Checks.present("task", task);
        Checks.present("method", method);
        Checks.present("backbone", backbone);
        Checks.present("provenance", provenance);
        Checks.present("training", training);
        points = List.copyOf(Checks.present("points", points));
        curve = List.copyOf(Checks.present("curve", curve));
        perLayer = List.copyOf(Checks.present("perLayer", perLayer));
        checkPoints(task, backbone, points);
    }

    private static void checkPoints(TaskFacts task, BackboneFacts backbone, List<OperatingPoint> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("points must hold at least one operating point, was empty");
        }
        Set<String> names = new HashSet<>();
        for (OperatingPoint point : points) {
            if (!names.add(point.name())) {
                throw new IllegalArgumentException("points must have different names, was twice " + point.name());
            }
            if (point.result(task.mainMetric()).isEmpty()) {
                throw new IllegalArgumentException("point %s must have a result by the main metric %s, was %s"
                        .formatted(
                                point.name(), task.mainMetric(), point.results().keySet()));
            }
            if (point.exitHistogram().size() < backbone.layers()) { // a cascade has more
                throw new IllegalArgumentException("point %s must have an exit count for each of %d layers, was %d"
                        .formatted(
                                point.name(),
                                backbone.layers(),
                                point.exitHistogram().size()));
            }
        }
    }
}
