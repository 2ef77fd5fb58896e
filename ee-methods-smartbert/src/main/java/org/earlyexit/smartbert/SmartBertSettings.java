package org.earlyexit.smartbert;

/**
 * The settings of SmartBERT: every switch in which paper and published code may differ.
 *
 * @param lambda how much skipping is rewarded, at least 0: the method's own speed knob, chosen before training
 * @param eta1 the share of the contrast in the loss of stage 1, in [0, 1); 0 leaves it out
 * @param eta2 the share of the contrast in the loss of stage 2, in [0, 1); 0 leaves it out
 * @param tau1 the temperature of stage 1's contrast, above 0
 * @param tau2 the temperature of stage 2's contrast, above 0
 * @param skipThreshold {@code s}: gates at or above it skip, in [0, 1]
 * @param threshold the entropy in nats below which samples leave when no sweep changes it, at least 0
 * @param width of gates, classifiers and contrast heads; 0 for a sixth of the backbone's hidden size, rounded up to a
 *     multiple of 8, which is the published 128 at 768
 * @param gateHeads attention heads of a gate, a divisor of the width
 * @param classifierHeads attention heads of a classifier, a divisor of the width
 * @param dropout share of both attentions that training drops, in [0, 1)
 * @param softShare the share of stage 1's epochs in which gates are soft, in [0, 1]; 0 is hard from the start
 * @param ignorePadding whether padding is left out of both contrasts
 * @param lastPair whether stage 2 compares the classifiers of layers {@code L - 2} and {@code L - 1} too
 * @param frozenDropout whether backbone and gates drop out while only classifiers learn
 * @param hardEpochsOnly whether stage 1 keeps none of the soft epochs
 * @param schedule where epochs, batches and rate of stage 1 come from
 * @param classifierEpochs of stage 2, at least 1
 * @param classifierRate of stage 2, as a multiple of the rate of stage 1
 */
public record SmartBertSettings(
        double lambda,
        double eta1,
        double eta2,
        double tau1,
        double tau2,
        double skipThreshold,
        double threshold,
        int width,
        int gateHeads,
        int classifierHeads,
        double dropout,
        double softShare,
        boolean ignorePadding,
        boolean lastPair,
        boolean frozenDropout,
        boolean hardEpochsOnly,
        Schedule schedule,
        int classifierEpochs,
        double classifierRate) {

    /** What the paper describes, without the published code's slips. */
    static final SmartBertSettings PAPER = new SmartBertSettings(
            0.04, 0.01, 0.05, 0.5, 0.55, 0.5, 0.3, 0, 2, 4, 0.1, 0.6, true, true, false, true, Schedule.SUITE, 4, 1);

    /** What the published code does. */
    static final SmartBertSettings OFFICIAL = new SmartBertSettings(
            0.04, 0.01, 0.05, 0.5, 0.55, 0.5, 0.3, 128, 2, 4, 0.1, 0.6, false, false, true, false, Schedule.PUBLISHED, 4,
            1);

    public SmartBertSettings {
        requireAtLeastZero("lambda", lambda);
        requireAtLeastZero("threshold", threshold);
        requireAboveZero("tau1", tau1);
        requireAboveZero("tau2", tau2);
        requireAboveZero("classifierRate", classifierRate);
        requireShare("eta1", eta1, false);
        requireShare("eta2", eta2, false);
        requireShare("dropout", dropout, false);
        requireShare("skipThreshold", skipThreshold, true);
        requireShare("softShare", softShare, true);
        if (classifierEpochs < 1) {
            throw new IllegalArgumentException("classifierEpochs must be at least 1, was " + classifierEpochs);
        }
        if (width < 0 || gateHeads < 1 || classifierHeads < 1 || width % gateHeads + width % classifierHeads > 0) {
            throw new IllegalArgumentException(
                    "width must be 0 or a multiple of gateHeads and classifierHeads, were %d, %d and %d"
                            .formatted(width, gateHeads, classifierHeads));
        }
    }

    Sizes gates() {
        return new Sizes(width, gateHeads, dropout);
    }

    Sizes classifiers() {
        return new Sizes(width, classifierHeads, dropout);
    }

    private static void requireAtLeastZero(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("%s must be at least 0, was %s".formatted(name, value));
        }
    }

    private static void requireAboveZero(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("%s must be above 0, was %s".formatted(name, value));
        }
    }

    private static void requireShare(String name, double value, boolean withOne) {
        if (!(value >= 0 && (withOne ? value <= 1 : value < 1))) {
            throw new IllegalArgumentException(
                    "%s must be in [0, 1%s, was %s".formatted(name, withOne ? "]" : ")", value));
        }
    }
}
