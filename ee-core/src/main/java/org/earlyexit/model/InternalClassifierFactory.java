package org.earlyexit.model;

import org.earlyexit.spi.ComponentId;

/**
 * A kind of internal classifier that suites may ask for by name.
 *
 * @param <C> its settings, which build it
 */
public interface InternalClassifierFactory<C extends Record & InternalClassifierSpec> {

    ComponentId id();

    Class<C> configType();

    /** One line for {@code ee list}. */
    String description();
}
