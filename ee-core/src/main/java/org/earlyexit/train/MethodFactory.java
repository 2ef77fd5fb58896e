package org.earlyexit.train;

import java.util.Map;
import org.earlyexit.spi.ComponentId;

/**
 * A method of the literature, and how to make its recipe from settings.
 *
 * @param <C> the settings, a record whose compact constructor rejects every value that cannot work
 */
public interface MethodFactory<C extends Record> {

    ComponentId id();

    /** What the method's section of a suite is read into. */
    Class<C> configType();

    /** What readers are told of it: name, paper, pieces, what it can do. */
    MethodCard card();

    /**
     * Named settings; {@code paper} is always among them and is the default, {@code official} where the code differs.
     */
    Map<String, C> presets();

    /**
     * Fixes the settings.
     *
     * @throws IllegalArgumentException if the settings do not fit this backbone or task
     */
    EarlyExitMethod create(C config, MethodContext context);
}
