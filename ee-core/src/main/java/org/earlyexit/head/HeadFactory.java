package org.earlyexit.head;

import org.earlyexit.model.InternalClassifierFactory;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.spi.ComponentId;

/**
 * Offers a kind of internal classifier whose settings say all there is to say.
 *
 * @param id the name by which suites ask for it
 * @param configType its settings
 * @param description one line for {@code ee list}
 * @param <C> its settings
 */
public record HeadFactory<C extends Record & InternalClassifierSpec>(
        ComponentId id, Class<C> configType, String description) implements InternalClassifierFactory<C> {}
