package org.earlyexit.bench.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.earlyexit.metric.Labels;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.HeldOut;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.trace.LayerAnswers;
import org.earlyexit.train.StrategyChoice;

/** An exit strategy with what it read off the calibration part, kept beside the record of its row. */
final class FittedStrategy {

    private static final String FILE = "strategy.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private FittedStrategy() {}

    /** Lets a strategy look at the calibration part. */
    static StrategyChoice of(
            PluginRegistry registry, StrategyChoice choice, TaskKind kind, LayerAnswers calibration, Labels gold) {
        ExitStrategyFactory<?> factory =
                registry.exitStrategy(choice.use().value()).factory();
        Map<String, Object> settings =
                Settings.fitted(factory, "exitStrategy.with", choice.with(), kind, heldOut(calibration, gold));
        return new StrategyChoice(choice.use(), settings);
    }

    static void write(Path cell, StrategyChoice choice) {
        try {
            String text = JSON.writeValueAsString(new Stored(choice.use().value(), new TreeMap<>(choice.with())));
            Files.writeString(cell.resolve(FILE), text + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StrategyChoice read(Path cell) {
        try {
            Stored stored = JSON.readValue(Files.readString(cell.resolve(FILE)), Stored.class);
            return StrategyChoice.of(stored.use(), stored.with());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file holds. */
    record Stored(String use, Map<String, Object> with) {}

    private static HeldOut heldOut(LayerAnswers answers, Labels gold) {
        return new HeldOut() {
            @Override
            public int samples() {
                return answers.samples();
            }

            @Override
            public int layers() {
                return answers.layers();
            }

            @Override
            public Prediction prediction(int sample, int layer) {
                return answers.prediction(sample, layer);
            }

            @Override
            public double gold(int sample) {
                return gold.numeric() ? gold.valueAt(sample) : gold.classAt(sample);
            }
        };
    }
}
