package org.earlyexit.train;

import java.util.Map;
import org.earlyexit.spi.ComponentId;

/**
 * An exit strategy by name, with its settings.
 *
 * @param use its id
 * @param with its settings by name, read into the strategy's own record
 */
public record StrategyChoice(ComponentId use, Map<String, Object> with) {

    public StrategyChoice {
        with = Map.copyOf(with);
    }

    /** A strategy with settings, given as name and value in turn. */
    public static StrategyChoice of(String use, Map<String, Object> with) {
        return new StrategyChoice(new ComponentId(use), with);
    }
}
