package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.earlyexit.bench.harness.EngineName;
import org.earlyexit.bench.harness.EngineRoom;
import org.earlyexit.bench.harness.PredictionView;
import org.earlyexit.bench.harness.PredictionView.LayerView;
import org.earlyexit.bench.harness.Workbench;

/** Shows what each layer of a trained model says of one input. */
final class PredictVerb {

    private final Workbench workbench;
    private final Console console;

    @Inject
    PredictVerb(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    int run(Path cell, EngineName engine, String device, String first, Optional<String> second) {
        try (EngineRoom room = new EngineRoom(engine, device)) {
            PredictionView view = workbench.predict(cell, first, second, room);
            console.answer(document(view), () -> text(view));
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> document(PredictionView view) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("answer", view.answer());
        document.put("exitLayer", view.exitLayer());
        document.put("depth", view.depth());
        document.put("layers", view.layers());
        return document;
    }

    private static String text(PredictionView view) {
        TextTable layers = new TextTable("LAYER", "ANSWER", "PROBABILITIES", "SCORES", "");
        for (LayerView layer : view.layers()) {
            layers.row(
                    Integer.toString(layer.layer()),
                    layer.answer(),
                    numbers(layer.probabilities()),
                    numbers(layer.scores()),
                    mark(layer.layer(), view.exitLayer()));
        }
        return "%s, at layer %d of %d%n%n%s".formatted(view.answer(), view.exitLayer(), view.depth(), layers);
    }

    private static String mark(int layer, int exitLayer) {
        if (layer == exitLayer) {
            return "leaves here";
        }
        return layer > exitLayer ? "not needed" : "";
    }

    private static String numbers(Map<String, Double> named) {
        return named.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.3f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("  "));
    }
}
