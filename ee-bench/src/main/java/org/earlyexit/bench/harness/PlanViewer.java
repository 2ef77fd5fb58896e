package org.earlyexit.bench.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;

/** Lists the cells of a plan without making any. */
final class PlanViewer {

    private static final double NOMINAL_MACS_A_SECOND = 4e10; // of two cores of a server processor, float32
    private static final double TRAINING_FACTOR = 3; // a backward pass costs about two forward passes
    private static final int TYPICAL_TOKENS = 32;

    private final Plan plan;
    private final EngineRoom room;
    private final Machine machine;

    private double seconds;
    private long bytes;

    PlanViewer(Plan plan, EngineRoom room, Machine machine) {
        this.plan = plan;
        this.room = room;
        this.machine = machine;
    }

    PlanView view(Path out) {
        Map<String, PlanView.PlannedCell> cells = new LinkedHashMap<>();
        try (PretrainedBackbone pretrained = plan.backbones().open(room.manager())) {
            Cells keys = new Cells(plan.suite(), pretrained, room, machine);
            for (String task : plan.tasks()) {
                for (long seed : plan.suite().seeds()) {
                    for (ResolvedMethod method : plan.methods(task)) {
                        add(cells, keys, pretrained, out, task, method, seed);
                    }
                }
            }
        }
        return new PlanView(List.copyOf(cells.values()), plan.leftOut(), seconds, bytes);
    }

    private void add(
            Map<String, PlanView.PlannedCell> cells,
            Cells keys,
            PretrainedBackbone pretrained,
            Path out,
            String task,
            ResolvedMethod method,
            long seed) {
        TaskData data = plan.data(task);
        Recipe recipe = method.recipe();
        String row = method.entry().as();
        String where = data.task().displayName() + ", seed " + seed;
        double pass = layerMacs(pretrained) * recipe.depth() / NOMINAL_MACS_A_SECOND;
        for (int i = 1; i <= recipe.stages().size(); i++) {
            Stage stage = recipe.stages().get(i - 1);
            String what = "train %s, stage %s".formatted(where, stage.name());
            if (add(cells, "stage", keys.trained(data, recipe, seed, i), what, row, out)) {
                seconds += TRAINING_FACTOR
                        * stage.steps().epochs()
                        * data.training().size()
                        * pass;
                bytes += checkpointBytes(pretrained.backbone().spec());
            }
        }
        if (add(cells, "trace", keys.trace(data, recipe, seed), "trace " + where, row, out)) {
            int samples = data.calibration().size() + data.report().size();
            seconds += samples * pass;
            bytes += 4L * samples * recipe.depth() * data.kind().outputs();
        }
        if (add(cells, "record", keys.record(data, method, seed), "measure %s on %s".formatted(row, where), row, out)) {
            int points = plan.suite().measure().costs().size() + 1;
            seconds += 2.0
                    * points
                    * plan.suite().measure().timingRepeats()
                    * Math.min(
                            plan.suite().measure().timingSamples(),
                            data.report().size())
                    * pass;
        }
    }

    /** Adds a cell or another user of it, and says whether it is new and missing. */
    private boolean add(
            Map<String, PlanView.PlannedCell> cells, String kind, CellKey key, String what, String row, Path out) {
        PlanView.PlannedCell known = cells.get(key.hex());
        List<String> users = new ArrayList<>(known == null ? List.of() : known.usedBy());
        if (!users.contains(row)) {
            users.add(row);
        }
        boolean finished = Files.isDirectory(out.resolve("cells").resolve(key.hex()));
        cells.put(key.hex(), new PlanView.PlannedCell(kind, key.hex(), what, users, finished));
        return known == null && !finished;
    }

    private static double layerMacs(PretrainedBackbone pretrained) {
        return pretrained.backbone().macs(1, TYPICAL_TOKENS, TYPICAL_TOKENS).exact();
    }

    private static long checkpointBytes(BackboneSpec spec) {
        long layer = 4L * spec.hidden() * spec.hidden() + 2L * spec.hidden() * spec.intermediate();
        return 4 * (spec.layers() * layer + (long) spec.vocabulary() * spec.hidden());
    }
}
