package org.earlyexit.bench.harness;

import java.util.List;
import java.util.OptionalInt;
import org.earlyexit.bench.glue.Label;
import org.earlyexit.bench.glue.Sample;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.TextEncoder;
import org.earlyexit.model.TokenSequence;

/**
 * One part of a task's samples.
 *
 * @param name {@code training}, {@code stopping}, {@code calibration} or {@code dev}
 * @param samples all labelled
 */
record Part(String name, List<Sample> samples) {

    Part {
        samples = List.copyOf(samples);
    }

    int size() {
        return samples.size();
    }

    List<String> ids() {
        return samples.stream().map(Sample::id).toList();
    }

    Labels labels() {
        if (label(samples.get(0)) instanceof Label.ScoreLabel) {
            return Labels.values(samples.stream()
                    .mapToDouble(sample -> ((Label.ScoreLabel) label(sample)).value())
                    .toArray());
        }
        return Labels.classes(samples.stream()
                .mapToInt(sample -> ((Label.ClassLabel) label(sample)).index())
                .toArray());
    }

    List<TokenSequence> tokens(TextEncoder encoder, int maxLength) {
        return samples.stream()
                .map(sample -> encoder.encode(sample.first(), sample.second().orElse(null), maxLength))
                .toList();
    }

    /** The known number of reasoning steps of a sample; built-in tasks only. */
    OptionalInt hardness(int sample) {
        return samples.get(sample).hardness();
    }

    private static Label label(Sample sample) {
        return sample.label()
                .orElseThrow(() -> new IllegalArgumentException("sample %s must have a label".formatted(sample.id())));
    }
}
