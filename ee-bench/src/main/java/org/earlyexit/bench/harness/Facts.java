package org.earlyexit.bench.harness;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.earlyexit.bench.glue.TaskShape;
import org.earlyexit.bench.record.BackboneFacts;
import org.earlyexit.bench.record.CurvePoint;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.MethodFacts;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.Provenance;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.StageFacts;
import org.earlyexit.bench.record.TaskFacts;
import org.earlyexit.bench.record.TrainingFacts;
import org.earlyexit.plugin.CodeVersion;

/** What every record of a suite says alike: data, backbone, provenance. */
final class Facts {

    private final BackboneFacts backbone;
    private final Machine machine;
    private final EngineRoom room;
    private final String kernel;

    Facts(BackboneFacts backbone, String kernel, Machine machine, EngineRoom room) {
        this.backbone = backbone;
        this.kernel = kernel;
        this.machine = machine;
        this.room = room;
    }

    BackboneFacts backbone() {
        return backbone;
    }

    /** A record without the suite's own facts, which are added when the records of a run are put together. */
    RunRecord record(
            CellKey cell,
            TaskData data,
            MethodFacts method,
            long seed,
            List<StageFacts> stages,
            List<OperatingPoint> points,
            List<CurvePoint> curve,
            List<Measured> perLayer) {
        return new RunRecord(
                RunRecord.SCHEMA,
                cell.hex(),
                task(data),
                method,
                backbone,
                seed,
                provenance(),
                new TrainingFacts(stages, ""),
                points,
                curve,
                perLayer);
    }

    /** The facts of a row of the suite. */
    static MethodFacts method(ResolvedMethod method) {
        Map<String, String> settings = new TreeMap<>();
        method.settings().forEach((name, value) -> settings.put(name, String.valueOf(value)));
        boolean isReference = method.card().paper().isEmpty();
        return new MethodFacts(
                method.entry().use(),
                method.entry().as(),
                method.card().displayName(),
                method.entry().preset(),
                settings,
                method.card().paper(),
                isReference,
                false);
    }

    private static TaskFacts task(TaskData data) {
        String labels = data.task().shape() instanceof TaskShape.Classes classes
                ? Integer.toString(classes.labels().size())
                : "score";
        return new TaskFacts(
                data.task().id(),
                data.task().displayName(),
                Integer.toString(data.task().version()),
                data.dev().name(),
                data.task().metrics(),
                labels,
                data.training().size(),
                data.stopping().size(),
                data.calibration().size(),
                data.report().size(),
                data.note(),
                data.train().malformed().size() + data.dev().malformed().size(),
                CellKey.sha256(data.train().sha256() + data.dev().sha256()));
    }

    private Provenance provenance() {
        return new Provenance(
                machine.toolkitVersion(),
                machine.commit(),
                machine.dirty(),
                machine.java(),
                machine.os(),
                machine.arch(),
                machine.processor(),
                machine.cores(),
                room.engine(),
                room.engineVersion(),
                kernel,
                room.threads(),
                CodeVersion.of(Facts.class),
                "");
    }
}
