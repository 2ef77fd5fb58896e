package org.earlyexit.train;

import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Backbone;

/**
 * An auxiliary module whose parameters are worked out from the training samples rather than learned: before the first
 * step of a stage that selects one of them. They are kept with the checkpoint like any other.
 */
public interface FittedModule extends AuxModule {

    /**
     * Works out the parameters; the same from the same samples and backbone.
     *
     * @param training what the stage learns from
     * @param backbone as it is before the stage
     */
    void fit(LabelledTokens training, Backbone backbone);
}
