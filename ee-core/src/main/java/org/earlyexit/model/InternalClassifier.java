package org.earlyexit.model;

/**
 * The classifiers of all layers of one model: after layer {@code l}, it answers from what layers up to {@code l} gave.
 */
public interface InternalClassifier {

    /**
     * Answers after a layer.
     *
     * @param layer from 1 to {@code L}, the deepest in {@code upTo}
     * @param upTo what the batch has been through
     * @return logits and pooled vectors, in the batch's manager
     */
    ClassifierOutput forward(int layer, History upTo);

    /**
     * What an answer costs for one sample.
     *
     * @param layer where it is given
     * @param tokens the sample's tokens
     */
    MacCount macs(int layer, int tokens);

    /** The parameters, in groups {@code classifier[k]}, and {@code classifier.pooler} where layers share one. */
    Parameters parameters();

    /** How many layers back it reads: 0 for the layer itself only, which lets the executor forget the others. */
    default int lookBack() {
        return 0;
    }

    /**
     * Which tokens it looks at. Those that say the first only are trained faster over a backbone that does not learn.
     */
    default TokenReach reads() {
        return TokenReach.EVERY_TOKEN;
    }
}
