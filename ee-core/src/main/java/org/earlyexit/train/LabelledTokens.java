package org.earlyexit.train;

import java.util.List;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.TokenSequence;

/**
 * Samples with their gold labels.
 *
 * @param samples the tokens of each
 * @param labels as many
 */
public record LabelledTokens(List<TokenSequence> samples, Labels labels) {

    public LabelledTokens {
        samples = List.copyOf(samples);
        if (samples.size() != labels.size()) {
            throw new IllegalArgumentException(
                    "labels must be as many as the %d samples, were %d".formatted(samples.size(), labels.size()));
        }
    }

    public int size() {
        return samples.size();
    }
}
