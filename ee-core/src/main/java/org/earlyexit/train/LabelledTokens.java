package org.earlyexit.train;

import java.util.List;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.TokenSequence;

/**
 * Samples with their gold labels.
 *
 * @param samples the tokens of each
 * @param labels as many
 * @param facts what else is known of each
 */
public record LabelledTokens(List<TokenSequence> samples, Labels labels, SampleFacts facts) {

    public LabelledTokens {
        samples = List.copyOf(samples);
        if (samples.size() != labels.size()) {
            throw new IllegalArgumentException(
                    "labels must be as many as the %d samples, were %d".formatted(samples.size(), labels.size()));
        }
        facts.requireSize(samples.size());
    }

    /** Samples of which nothing but the labels is known. */
    public LabelledTokens(List<TokenSequence> samples, Labels labels) {
        this(samples, labels, SampleFacts.NONE);
    }

    public int size() {
        return samples.size();
    }

    /** The same samples with these facts. */
    public LabelledTokens with(SampleFacts known) {
        return new LabelledTokens(samples, labels, known);
    }
}
