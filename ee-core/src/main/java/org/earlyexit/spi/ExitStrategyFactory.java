package org.earlyexit.spi;

import java.util.List;

/**
 * Makes an exit strategy from its settings.
 *
 * @param <C> the settings, a record whose compact constructor rejects every value that cannot work
 */
public interface ExitStrategyFactory<C extends Record> {

    /** The name by which suites and methods ask for it. */
    ComponentId id();

    /** What the strategy's section of a suite is read into. */
    Class<C> configType();

    /**
     * Makes the rule for one task and depth.
     *
     * @param config the settings
     * @param layerCount the layers of the model, {@code L}
     * @throws IllegalArgumentException for settings that can never leave early, or do not fit the task
     */
    ExitStrategy create(C config, TaskKind kind, int layerCount);

    /**
     * The settings with what a rule must first read off held-out answers, such as temperatures; as they are for a rule
     * that needs nothing. What is swept is never changed.
     */
    default C fitted(C config, TaskKind kind, HeldOut heldOut) {
        return config;
    }

    /** The settings that may be swept, with the range that makes sense for this task and depth; empty if none. */
    List<Knob> knobs(TaskKind kind, int layerCount);
}
