package org.earlyexit.exit;

import java.util.Locale;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.LayerEvidence;

/** The signals that published exit rules read. */
public final class Signals {

    private Signals() {}

    /**
     * The entropy in nats, {@code -sum_c p_c ln p_c}, in [0, ln C]; low means stop. That of DeeBERT (Xin et al., ACL
     * 2020).
     */
    public static Signal entropy() {
        return OfClasses.ENTROPY;
    }

    /**
     * The entropy as a share of its largest value, {@code -sum_c p_c ln p_c / ln C}, in [0, 1]; low means stop. That of
     * FastBERT (Liu et al., ACL 2020), who call it uncertainty.
     */
    public static Signal normalizedEntropy() {
        return OfClasses.NORMALIZED_ENTROPY;
    }

    /** The probability of the most probable class, in [1/C, 1]; high means stop. */
    public static Signal maxProbability() {
        return OfClasses.MAX_PROBABILITY;
    }

    /** The two largest probabilities' difference, in [0, 1]; high means stop. */
    public static Signal margin() {
        return OfClasses.MARGIN;
    }

    /** A score that an auxiliary module says, such as an exit probability; high means stop. */
    public static Signal score(String name) {
        return new OfScore(name, Orientation.HIGH_MEANS_STOP);
    }

    /** A score that an auxiliary module says, with the end that speaks for leaving. */
    public static Signal score(String name, Orientation orientation) {
        return new OfScore(name, orientation);
    }

    private static double margin(ClassDistribution p) {
        double second = 0;
        for (int label = 0; label < p.classes(); label++) {
            if (label != p.argmax()) {
                second = Math.max(second, p.probability(label));
            }
        }
        return p.maxProbability() - second;
    }

    private enum OfClasses implements Signal {
        ENTROPY(Orientation.LOW_MEANS_STOP) {
            @Override
            double of(ClassDistribution p) {
                return p.entropy();
            }
        },
        NORMALIZED_ENTROPY(Orientation.LOW_MEANS_STOP) {
            @Override
            double of(ClassDistribution p) {
                return p.entropy() / Math.log(p.classes());
            }
        },
        MAX_PROBABILITY(Orientation.HIGH_MEANS_STOP) {
            @Override
            double of(ClassDistribution p) {
                return p.maxProbability();
            }
        },
        MARGIN(Orientation.HIGH_MEANS_STOP) {
            @Override
            double of(ClassDistribution p) {
                return Signals.margin(p);
            }
        };

        private final Orientation orientation;

        OfClasses(Orientation orientation) {
            this.orientation = orientation;
        }

        abstract double of(ClassDistribution p);

        @Override
        public double value(LayerEvidence evidence) {
            if (evidence.prediction() instanceof ClassDistribution distribution) {
                return of(distribution);
            }
            throw new IllegalArgumentException(
                    "the signal %s must be read from a distribution over classes, was %s; use a strategy that knows regression"
                            .formatted(this, evidence.prediction()));
        }

        @Override
        public Orientation orientation() {
            return orientation;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private record OfScore(String name, Orientation orientation) implements Signal {
        @Override
        public double value(LayerEvidence evidence) {
            return evidence.scores().value(name);
        }
    }
}
