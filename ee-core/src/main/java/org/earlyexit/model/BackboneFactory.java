package org.earlyexit.model;

import org.earlyexit.spi.ComponentId;

/** Loads a backbone. Where several stages need fresh weights, the harness calls it again. */
public interface BackboneFactory {

    ComponentId id();

    /** One line for {@code ee list}: what it is, where its weights come from. */
    String description();

    /** Whether it reads a folder that the user names with {@code --backbone}, rather than weights of its own. */
    boolean readsFolder();

    /**
     * Loads the weights.
     *
     * @throws ModelException if a folder is missing, or what it holds cannot be used; the message names file and mend
     */
    PretrainedBackbone open(BackboneRequest request);
}
