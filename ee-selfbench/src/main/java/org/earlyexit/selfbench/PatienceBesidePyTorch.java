package org.earlyexit.selfbench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.exit.LayerEvent;
import org.earlyexit.exit.RunLengthExit;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;

/**
 * PABEE's inference beside PyTorch in eager mode, with the same weights, inputs and threads, on the lengths of SST-2's
 * dev set: both one sample at a time without padding, and ours in batches of similar length beside the published
 * practice, which is one sample at a time, padded to 128. A random model repeats its answer, so that everybody leaves
 * at half depth.
 */
final class PatienceBesidePyTorch implements Goal {

    private static final int PATIENCE = EncoderShape.LAYERS / 2 - 1;
    private static final int BATCH = 32;
    private static final int PUBLISHED_LENGTH = 128;
    private static final int EVERY_NTH = 8;

    @Override
    public String id() {
        return "P3";
    }

    @Override
    public String title() {
        return "PABEE beside PyTorch in eager mode, lengths of SST-2's dev set";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        Optional<String> python = workshop.surroundings().python();
        if (python.isEmpty()) {
            return List.of(Figure.withoutPython(id(), "PABEE beside PyTorch", Target.atLeast(1.1)));
        }
        List<Figure> figures = new ArrayList<>();
        int threads = workshop.surroundings().room().threads();
        try (PyTorchProcess torch = new PyTorchProcess(python.get(), threads)) {
            for (EncoderShape shape : EncoderShape.values()) {
                figures.addAll(measure(workshop, torch, shape));
            }
        }
        return figures;
    }

    private List<Figure> measure(Workshop workshop, PyTorchProcess torch, EncoderShape shape) {
        List<TokenSequence> samples = samples(shape);
        ExitStrategy patience = new RunLengthExit(LayerEvent.sameClass(), PATIENCE);
        try (EarlyExitModel model = workshop.model(shape)) {
            Executor executor = new Executor(model, workshop.manager());
            torch.load(model);
            torch.take(samples);
            double same = same(executor.run(samples, patience, 1), infer(torch, 0));
            Timing single = workshop.timingAnother()
                    .compare(() -> infer(torch, 0), () -> executor.run(samples, patience, 1), 1, samples.size(), 1);
            Timing best = workshop.timingAnother()
                    .compare(
                            () -> infer(torch, PUBLISHED_LENGTH),
                            () -> executor.run(samples, patience, BATCH),
                            BATCH,
                            samples.size(),
                            1);
            return List.of(
                    new Figure(
                            id(),
                            "rows that leave and answer alike, %s".formatted(shape),
                            same,
                            "share",
                            Target.atLeast(0.999),
                            "%d rows, PyTorch %s".formatted(samples.size(), torch.version())),
                    Figure.of(
                            id(),
                            "batch 1 beside eager batch 1, %s".formatted(shape),
                            single.speedup(),
                            "times",
                            Target.atLeast(1.1),
                            single),
                    Figure.of(
                            id(),
                            "batch 32 beside eager batch 1 padded to 128, %s".formatted(shape),
                            best.speedup(),
                            "times",
                            Target.atLeast(4),
                            best));
        }
    }

    /** All of them, or one of every {@value #EVERY_NTH} where each takes long. */
    private static List<TokenSequence> samples(EncoderShape shape) {
        int[] lengths = LengthBuckets.lengths();
        int step = shape == EncoderShape.BASE ? EVERY_NTH : 1;
        return Workshop.samples(IntStream.range(0, lengths.length)
                .filter(sample -> sample % step == 0)
                .map(sample -> lengths[sample])
                .toArray());
    }

    private static JsonNode infer(PyTorchProcess torch, int padTo) {
        return torch.ask(Map.of("do", "infer", "pad", padTo, "patience", PATIENCE));
    }

    private static double same(Outcomes ours, JsonNode theirs) {
        List<Integer> exits = numbers(theirs.path("exits"));
        List<Integer> answers = numbers(theirs.path("answers"));
        return IntStream.range(0, ours.samples())
                        .filter(sample -> ours.exitLayer(sample) == exits.get(sample)
                                && ((ClassDistribution) ours.answer(sample)).argmax() == answers.get(sample))
                        .count()
                / (double) ours.samples();
    }

    private static List<Integer> numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
    }
}
