package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/** Never leaves early: the full model. */
public final class NeverExit implements ExitStrategyFactory<NoSettings> {

    @Override
    public ComponentId id() {
        return new ComponentId("never");
    }

    @Override
    public Class<NoSettings> configType() {
        return NoSettings.class;
    }

    @Override
    public ExitStrategy create(NoSettings config, TaskKind kind, int layerCount) {
        return ExitStrategy.NEVER;
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        return List.of();
    }
}
