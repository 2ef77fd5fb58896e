package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.record.MethodFacts;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SampleTable;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.cost.CostModel;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.Prediction;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.ReferenceExits;
import org.earlyexit.trace.Replay;

/**
 * The rows that know the gold labels or another row's exits, and so can be no strategy: majority, oracle, and random
 * exit with the same histogram. They are made from the trace of the row that they accompany.
 */
final class References {

    private final TrainedModels models;
    private final Traces traces;
    private final Facts facts;

    References(TrainedModels models, Traces traces, Facts facts) {
        this.models = models;
        this.traces = traces;
        this.facts = facts;
    }

    /** Always the training part's most frequent class, or its mean: what a model must beat. */
    MeasuredRow majority(CellKey cell, PreparedTask task, ResolvedMethod beside, long seed) {
        Prediction answer = ReferenceExits.majority(
                task.data().kind(), task.data().training().labels());
        return record(cell, task, beside, seed, row("majority", "Majority class", false), (maker, trace) -> {
            int[] first = new int[trace.samples()];
            java.util.Arrays.fill(first, 1);
            return List.of(only(maker, Outcomes.ofExits(i -> answer, first)));
        });
    }

    /** Each sample leaves at the shallowest layer that is right. */
    MeasuredRow oracle(CellKey cell, PreparedTask task, ResolvedMethod beside, long seed) {
        MethodFacts row = row("oracle", "Oracle exit", true);
        return record(cell, task, beside, seed, row, (maker, trace) -> {
            Outcomes outcomes = new ReferenceExits(trace).oracle(maker.scoring().gold());
            return List.of(only(maker, outcomes));
        });
    }

    /** As many samples leave at each layer as with the row's strategy, but which ones is left to chance. */
    MeasuredRow random(CellKey cell, PreparedTask task, ResolvedMethod beside, long seed, RunRecord of, Swept swept) {
        String label = randomLabel(beside.entry());
        MethodFacts row = row(label, "Random exit, as " + beside.card().displayName(), false);
        return record(cell, task, beside, seed, row, (maker, trace) -> {
            Knob knob = swept.knob().orElseThrow();
            List<OperatingPoint> points = new ArrayList<>();
            for (OperatingPoint point : of.points()) {
                Double value = point.knobs().get(knob.name());
                if (value != null && !point.gatesIdle()) {
                    ExitStrategy strategy = swept.strategy(value);
                    Outcomes outcomes = new Replay(trace).run(strategy);
                    points.add(maker.fixed(
                            point.name(),
                            Map.of(),
                            new PointMaker.Ran(strategy, new ReferenceExits(trace).random(outcomes, seed), null)));
                }
            }
            return points;
        });
    }

    /** What the random exits that accompany a row are called. */
    static String randomLabel(Suite.MethodEntry entry) {
        return "random-as-" + entry.as();
    }

    private static OperatingPoint only(PointMaker maker, Outcomes outcomes) {
        return maker.fixed(Measurer.DEFAULT, Map.of(), PointMaker.Ran.withoutAsking(outcomes));
    }

    private interface Points {
        List<OperatingPoint> of(PointMaker maker, LayerTrace trace);
    }

    private MeasuredRow record(
            CellKey cell, PreparedTask task, ResolvedMethod beside, long seed, MethodFacts row, Points points) {
        TaskData data = task.data();
        try (LayerTrace trace = traces.report(task, beside.recipe(), seed);
                EarlyExitModel model = models.open(task, beside.recipe(), seed)) {
            Scoring scoring = new Scoring(data.task(), data.report());
            SampleTable.Builder samples = scoring.table(true);
            PointMaker maker = new PointMaker(
                    scoring,
                    CostModel.of(model),
                    SweepOnCalibration.tokens(trace),
                    model.backbone().spec().layers(),
                    Optional.empty(),
                    samples);
            RunRecord record =
                    facts.record(cell, data, row, seed, List.of(), points.of(maker, trace), List.of(), List.of());
            return new MeasuredRow(record, samples.build(), scoring.table(false).build());
        }
    }

    private static MethodFacts row(String label, String displayName, boolean unattainable) {
        return new MethodFacts(label, label, displayName, "", Map.of(), "", true, unattainable);
    }
}
