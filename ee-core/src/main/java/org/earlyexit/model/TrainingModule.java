package org.earlyexit.model;

/**
 * An auxiliary module that losses alone ask. It is neither run nor counted in inference, says nothing to strategies and
 * traces, and is shown the whole history of a batch rather than what the classifiers look back to.
 */
public interface TrainingModule extends AuxModule {

    @Override
    default MacCount macs(int layer, int tokens) {
        return MacCount.ZERO;
    }
}
