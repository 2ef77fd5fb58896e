package org.earlyexit.selfbench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.train.LabelledTokens;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.Objective;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StageResult;
import org.earlyexit.train.StepPolicy;
import org.earlyexit.train.TaskLoss;
import org.earlyexit.train.Trainer;
import org.earlyexit.train.TrainingLog;

/**
 * The joint training of all classifiers, each loss weighted by its depth, beside the same mathematics in PyTorch in
 * eager mode: dropout 0.1, AdamW, clipped gradients, the same batches. Without dropout the first steps must have the
 * same loss, which is printed.
 */
final class TrainingBesidePyTorch implements Goal {

    private static final int TOKENS = 64;
    private static final int STEPS = 4;
    private static final double DROPOUT = 0.1;
    private static final double RATE = 1e-5;

    @Override
    public String id() {
        return "P4";
    }

    @Override
    public String title() {
        return "joint training beside PyTorch in eager mode, length 64";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        Optional<String> python = workshop.surroundings().python();
        if (python.isEmpty()) {
            return List.of(Figure.withoutPython(id(), "joint training beside PyTorch", Target.atLeast(0.95)));
        }
        List<Figure> figures = new ArrayList<>();
        int threads = workshop.surroundings().room().threads();
        try (PyTorchProcess torch = new PyTorchProcess(python.get(), threads)) {
            figures.addAll(measure(workshop, torch, EncoderShape.MINI, 32, Target.atLeast(0.95)));
            figures.addAll(measure(workshop, torch, EncoderShape.BASE, 8, Target.atLeast(0.98)));
        }
        return figures;
    }

    private List<Figure> measure(
            Workshop workshop, PyTorchProcess torch, EncoderShape shape, int batchSize, Target target) {
        List<TokenSequence> samples = Workshop.samples(STEPS * batchSize, TOKENS);
        int[] labels = new SplittableRandom(1).ints(samples.size(), 0, 2).toArray();
        LabelledTokens data = new LabelledTokens(samples, Labels.classes(labels));
        torch.take(samples, labels);
        double apart;
        try (EarlyExitModel still = Workshop.model(shape, 0, workshop.manager())) {
            torch.load(still);
            double theirs = train(torch, batchSize, 0).path("loss").asDouble();
            apart = Math.abs(train(workshop, still, data, batchSize).trainingLoss() - theirs);
        }
        try (EarlyExitModel model = Workshop.model(shape, DROPOUT, workshop.manager())) {
            torch.load(model);
            Timing timing = workshop.timingAnother()
                    .compare(
                            () -> train(torch, batchSize, DROPOUT),
                            () -> train(workshop, model, data, batchSize),
                            batchSize,
                            samples.size(),
                            1);
            return List.of(
                    new Figure(
                            id(),
                            "mean losses of %d steps apart, %s".formatted(STEPS, shape),
                            apart,
                            "",
                            Target.atMost(1e-3),
                            "without dropout, PyTorch " + torch.version()),
                    Figure.of(
                            id(),
                            "tokens per second beside PyTorch, %s, %dx%d".formatted(shape, batchSize, TOKENS),
                            timing.speedup(),
                            "times",
                            target,
                            timing));
        }
    }

    private static StageResult train(Workshop workshop, EarlyExitModel model, LabelledTokens data, int batchSize) {
        Trainer trainer =
                new Trainer(workshop.manager(), 1, workshop.manager().getEngine()::setRandomSeed, TrainingLog.SILENT);
        Stage stage = new Stage(
                "joint",
                Selector.everything(),
                new StepPolicy(1, batchSize, 1, 0),
                Objective.of(new TaskLoss(), LayerWeighting.DEPTH),
                new OptimizerSpec(RATE, 0.01, 0, 1, 1e-8));
        return trainer.inGivenOrder().run(model, stage, data, data);
    }

    private static JsonNode train(PyTorchProcess torch, int batchSize, double dropout) {
        return torch.ask(Map.of("do", "train", "size", batchSize, "dropout", dropout, "rate", RATE));
    }
}
