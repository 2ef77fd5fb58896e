package org.earlyexit.exit;

import java.util.List;
import java.util.Locale;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;

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

    /**
     * The probability of the most probable class after dividing the logits of each layer by a temperature of its own,
     * {@code max_c p_c^(1/T_l) / sum_k p_k^(1/T_l)}, in [1/C, 1]; high means stop. That of Schwartz et al. (The Right
     * Tool for the Job, ACL 2020). A temperature never changes which class is the most probable.
     *
     * @param temperatures one a layer, from the first, each above 0
     * @throws IllegalArgumentException if a temperature is not above 0, or when a deeper layer is read than there are
     *     temperatures for
     */
    public static Signal maxProbability(List<Double> temperatures) {
        return new OfTemperedClasses(temperatures);
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

    /**
     * The weighted harmonic mean of a score and the entropy in nats, {@code (k + 1) / (k / score + 1 / entropy)}; low
     * means stop. That of DE3-BERT, whose abstract has it so.
     *
     * @param score by name, at least 0; where it or the entropy is 0, so is the mean
     * @param weight of the score, {@code k}, at least 0
     */
    public static Signal harmonicEntropy(String score, double weight) {
        if (!(weight >= 0)) {
            throw new IllegalArgumentException("weight must be at least 0, was " + weight);
        }
        return new HarmonicEntropy(score, weight);
    }

    private static ClassDistribution classes(Signal signal, LayerEvidence evidence) {
        if (evidence.prediction() instanceof ClassDistribution distribution) {
            return distribution;
        }
        throw new IllegalArgumentException(
                "the signal %s must be read from a distribution over classes, was %s; use a strategy that knows regression"
                        .formatted(signal, evidence.prediction()));
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
            return of(classes(this, evidence));
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

    private record OfTemperedClasses(List<Double> temperatures) implements Signal {

        OfTemperedClasses {
            temperatures = List.copyOf(temperatures);
            for (double temperature : temperatures) {
                if (!(temperature > 0)) {
                    throw new IllegalArgumentException("temperatures must be above 0, were " + temperatures);
                }
            }
        }

        @Override
        public double value(LayerEvidence evidence) {
            ClassDistribution p = classes(this, evidence);
            double sum = 0;
            for (int label = 0; label < p.classes(); label++) {
                sum += Math.pow(p.probability(label) / p.maxProbability(), 1 / temperature(evidence.layer()));
            }
            return 1 / sum;
        }

        private double temperature(LayerPosition layer) {
            if (layer.number() > temperatures.size()) {
                throw new IllegalArgumentException("temperatures must be given for layer %d, were %d"
                        .formatted(layer.number(), temperatures.size()));
            }
            return temperatures.get(layer.number() - 1);
        }

        @Override
        public Orientation orientation() {
            return Orientation.HIGH_MEANS_STOP;
        }

        @Override
        public String toString() {
            return "max probability at temperatures " + temperatures;
        }
    }

    private record HarmonicEntropy(String score, double weight) implements Signal {
        @Override
        public double value(LayerEvidence evidence) {
            double entropy = classes(this, evidence).entropy();
            double said = evidence.scores().value(score);
            double part = weight == 0 ? 0 : weight / said;
            return entropy == 0 ? 0 : (weight + 1) / (part + 1 / entropy);
        }

        @Override
        public Orientation orientation() {
            return Orientation.LOW_MEANS_STOP;
        }
    }

    private record OfScore(String name, Orientation orientation) implements Signal {
        @Override
        public double value(LayerEvidence evidence) {
            return evidence.scores().value(name);
        }
    }
}
