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
import org.earlyexit.train.ControllerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StrategyChoice;

/** Makes the record of one row: knobs chosen on the calibration part, everything reported on the report part. */
final class Measurer {

    /** The operating point at the method's own settings. */
    static final String DEFAULT = "default";

    /** The operating point at which gates skip layers and nobody leaves early. */
    private static final String SKIPS_ALONE = "skip-only";
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

    /** A row's strategy with what it reads off the calibration part; trains and traces what is missing. */
    StrategyChoice fitted(PreparedTask task, ResolvedMethod method, long seed) {
        TaskData data = task.data();
        try (LayerTrace calibration = traces.calibration(task, method.recipe(), seed)) {
            return FittedStrategy.of(
                    registry,
                    method.recipe().strategy(),
                    data.kind(),
                    calibration,
                    data.calibration().labels());
        }
    }

    /**
     * Trains, traces and measures what is missing.
     *
     * @param fitted the row's strategy
     */
    MeasuredRow measure(CellKey cell, PreparedTask task, ResolvedMethod method, long seed, StrategyChoice fitted) {
        Recipe recipe = method.recipe();
        try (LayerTrace calibration = traces.calibration(task, recipe, seed);
                LayerTrace report = traces.report(task, recipe, seed);
                EarlyExitModel model = models.open(task, recipe, seed)) {
            Optional<Gating> gates = gating(recipe.controller(), false, report);
            TaskData data = task.data();
            SampleTable.Builder samples = new Scoring(data.task(), data.report()).table(true);
            Row row = new Row(task, recipe, fitted, model, calibration, report, gates, samples);
            List<CostTargets.Tried> tried = row.tried();
            List<OperatingPoint> points = new ArrayList<>(row.points(tried));
            recipe.controller().flatMap(ControllerSpec::idle).ifPresent(idle -> {
                try (Traces.Pair pair = traces.under(idle, task, recipe, seed)) {
                    EarlyExitModel ungated = model.with(idle.build(model.auxModules()));
                    Optional<Gating> none = gating(Optional.of(idle), true, pair.report());
                    Row alone =
                            new Row(task, recipe, fitted, ungated, pair.calibration(), pair.report(), none, samples);
                    points.addAll(alone.exitsAlone());
                }
            });
            RunRecord record = facts.record(
                    cell,
                    task.data(),
                    Facts.method(method),
                    seed,
                    models.facts(task.data(), recipe, seed),
                    points,
                    row.curve(tried),
                    row.perLayer());
            return new MeasuredRow(record, samples.build(), row.along.build());
        }
    }

    private static Optional<Gating> gating(Optional<ControllerSpec> controller, boolean idle, LayerTrace report) {
        return controller.map(spec -> new Gating(spec.numbers(), idle, report));
    }

    /** One row while it is being measured, at one setting of its gates if it has any. */
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

        Row(
                PreparedTask task,
                Recipe recipe,
                StrategyChoice fitted,
                EarlyExitModel model,
                LayerTrace calibration,
                LayerTrace report,
                Optional<Gating> gating,
                SampleTable.Builder samples) {
            this.recipe = recipe;
            this.swept = new Swept(registry, fitted, model.kind(), model.depth());
            this.calibration = calibration;
            this.report = report;
            TaskData data = task.data();
            this.calibrationScoring = new Scoring(data.task(), data.calibration());
            this.costs = CostModel.of(model);
            this.maker = new PointMaker(
                    new Scoring(data.task(), data.report()),
                    costs,
                    SweepOnCalibration.tokens(report),
                    model.backbone().spec().layers(),
                    gating,
                    samples);
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
            List<OperatingPoint> points = new ArrayList<>(chosen("", tried));
            points.add(maker.fixed(DEFAULT, swept.own(), ran(swept.strategy())));
            boolean skips = recipe.controller().flatMap(ControllerSpec::idle).isPresent();
            points.add(skips ? maker.fixed(SKIPS_ALONE, Map.of(), ran(ExitStrategy.NEVER)) : whole());
            return points;
        }

        /** Where gates are idle: what exits do alone, and the whole model. */
        List<OperatingPoint> exitsAlone() {
            List<CostTargets.Tried> tried = tried();
            List<OperatingPoint> points = new ArrayList<>();
            if (!tried.isEmpty()) {
                points.addAll(chosen("exit-only-", tried));
            }
            points.add(whole());
            return points;
        }

        private List<OperatingPoint> chosen(String prefix, List<CostTargets.Tried> tried) {
            String knob = swept.knob().orElseThrow().name();
            List<OperatingPoint> points = new ArrayList<>();
            for (double cost : measure.costs()) {
                CostTargets.Tried chosen = CostTargets.nearest(tried, cost);
                ExitStrategy strategy = swept.strategy(chosen.knob());
                String name = "%scost-%d".formatted(prefix, Math.round(100 * cost));
                points.add(maker.chosen(name, knob, chosen, ran(strategy)));
            }
            return points;
        }

        private OperatingPoint whole() {
            Outcomes never = new Replay(report).run(ExitStrategy.NEVER);
            return maker.fixed("full", Map.of(), new PointMaker.Ran(ExitStrategy.NEVER, never, null));
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
                    maker.speedupByLayers(strategy, outcomes),
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
