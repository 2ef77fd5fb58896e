package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.CurvePoint;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SampleTable;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.cost.CostModel;
import org.earlyexit.cost.CostSummary;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.Knob;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.Replay;
import org.earlyexit.trace.Sweep;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;

/** Makes the record of one row: knobs chosen on the calibration part, everything reported on the report part. */
final class Measurer {

    /** The operating point at the method's own settings. */
    static final String DEFAULT = "default";

    /** Of how many points of a curve it is kept what came of each sample. */
    private static final int MOST_ALONG_CURVE = 32;

    private final PluginRegistry registry;
    private final EngineRoom room;
    private final TrainedModels models;
    private final Traces traces;
    private final Facts facts;
    private final Suite.Measure measure;

    Measurer(
            PluginRegistry registry,
            EngineRoom room,
            TrainedModels models,
            Traces traces,
            Facts facts,
            Suite.Measure measure) {
        this.registry = registry;
        this.room = room;
        this.models = models;
        this.traces = traces;
        this.facts = facts;
        this.measure = measure;
    }

    /** Trains, traces and measures what is missing. */
    MeasuredRow measure(CellKey cell, PreparedTask task, ResolvedMethod method, long seed) {
        Recipe recipe = method.recipe();
        try (LayerTrace calibration = traces.calibration(task, recipe, seed);
                LayerTrace report = traces.report(task, recipe, seed);
                EarlyExitModel model = models.open(task, recipe, seed)) {
            Row row = new Row(task, method, model, calibration, report);
            List<CostTargets.Tried> tried = row.tried();
            RunRecord record = facts.record(
                    cell,
                    task.data(),
                    Facts.method(method),
                    seed,
                    models.facts(task.data(), recipe, seed),
                    row.points(tried),
                    row.curve(tried),
                    row.perLayer());
            return new MeasuredRow(record, row.maker.samples(), row.along.build());
        }
    }

    /** One row while it is being measured. */
    private final class Row {

        private final Swept swept;
        private final Recipe recipe;
        private final LayerTrace calibration;
        private final LayerTrace report;
        private final Scoring calibrationScoring;
        private final PointMaker maker;
        private final LiveRun live;
        private final CostModel costs;
        private final SampleTable.Builder along;

        Row(PreparedTask task, ResolvedMethod method, EarlyExitModel model, LayerTrace calibration, LayerTrace report) {
            this.recipe = method.recipe();
            this.swept = new Swept(registry, recipe.strategy(), model.kind(), model.depth());
            this.calibration = calibration;
            this.report = report;
            TaskData data = task.data();
            this.calibrationScoring = new Scoring(data.task(), data.calibration());
            this.costs = new CostModel(model.backbone(), model.depth(), model.classifiers(), model.auxModules());
            this.maker = new PointMaker(
                    new Scoring(data.task(), data.report()),
                    costs,
                    SweepOnCalibration.tokens(report),
                    model.backbone().spec().layers());
            this.along = maker.scoring().table(false);
            this.live = new LiveRun(model, room, task.report().samples(), measure);
        }

        List<CostTargets.Tried> tried() {
            Optional<Knob> knob = swept.knob();
            return knob.isEmpty()
                    ? List.of()
                    : SweepOnCalibration.run(
                            swept, knob.get(), measure.gridSize(), calibration, calibrationScoring, costs);
        }

        List<OperatingPoint> points(List<CostTargets.Tried> tried) {
            if (tried.isEmpty()) {
                return List.of(maker.fixed(DEFAULT, Map.of(), ran(swept.strategy())));
            }
            List<OperatingPoint> points = new ArrayList<>();
            String knob = swept.knob().orElseThrow().name();
            for (double cost : measure.costs()) {
                CostTargets.Tried chosen = CostTargets.nearest(tried, cost);
                ExitStrategy strategy = swept.strategy(chosen.knob());
                String name = "cost-%d".formatted(Math.round(100 * cost));
                points.add(maker.chosen(name, knob, chosen, ran(strategy)));
            }
            points.add(maker.fixed(DEFAULT, swept.own(), ran(swept.strategy())));
            Outcomes never = new Replay(report).run(ExitStrategy.NEVER);
            points.add(maker.fixed("full", Map.of(), new PointMaker.Ran(ExitStrategy.NEVER, never, null)));
            return points;
        }

        private PointMaker.Ran ran(ExitStrategy strategy) {
            Outcomes outcomes = new Replay(report).run(strategy);
            return new PointMaker.Ran(strategy, outcomes, live.time(strategy, outcomes));
        }

        List<CurvePoint> curve(List<CostTargets.Tried> tried) {
            if (tried.isEmpty()) {
                return List.of();
            }
            String knob = swept.knob().orElseThrow().name();
            List<Double> values = CostTargets.evenly(tried, measure.curvePoints()).stream()
                    .map(CostTargets.Tried::knob)
                    .toList();
            List<ExitStrategy> strategies = swept.strategies(values);
            Sweep sweep = new Replay(report).sweep(strategies);
            for (int i = 0; i < values.size(); i += 1 + (values.size() - 1) / MOST_ALONG_CURVE) {
                along.add(values.get(i).toString(), sweep.outcomes(i));
            }
            return IntStream.range(0, values.size())
                    .mapToObj(i -> curvePoint(knob, values.get(i), strategies.get(i), sweep.outcomes(i)))
                    .toList();
        }

        private CurvePoint curvePoint(String knob, double value, ExitStrategy strategy, Outcomes outcomes) {
            CostSummary summary = maker.costs(strategy, outcomes);
            return new CurvePoint(
                    knob,
                    value,
                    summary.meanExitLayer(),
                    summary.speedupByLayers(),
                    summary.speedupByMacs(),
                    maker.scoring().main(outcomes::answer).value());
        }

        /** The score of each internal classifier; empty unless all of them were trained. */
        List<Measured> perLayer() {
            int depth = recipe.depth();
            boolean allTrained = IntStream.rangeClosed(1, depth).allMatch(this::trained);
            if (!allTrained) {
                return List.of();
            }
            return IntStream.rangeClosed(1, depth)
                    .mapToObj(layer -> maker.scoring().main(i -> report.prediction(i, layer)))
                    .toList();
        }

        private boolean trained(int layer) {
            for (Stage stage : recipe.stages()) {
                if (stage.objective().reads(layer, recipe.depth())) {
                    return true;
                }
            }
            return false;
        }
    }
}
