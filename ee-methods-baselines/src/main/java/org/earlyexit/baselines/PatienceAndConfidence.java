package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.exit.Combiner;
import org.earlyexit.exit.LayerEvent;
import org.earlyexit.exit.RunLengthExit;
import org.earlyexit.exit.Signals;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/**
 * PCEE-BERT's rule: leave once so many layers in a row have been confident, whatever they answered.
 *
 * <p>Zhang et al., PCEE-BERT, Findings of NAACL 2022, after the published code. The counter after layer {@code i} is
 *
 * <pre>{@code cnt_i = cnt_(i-1) + 1 if H(p_i) / ln C < threshold, else 0;   cnt_0 = 0}</pre>
 *
 * <p>and the sample leaves at the first {@code i} with {@code cnt_i = patience}. The first layer counts, so a patience
 * of 1 is FastBERT's rule; and confident layers need not agree, which PABEE's must.
 */
public final class PatienceAndConfidence implements ExitStrategyFactory<PatienceAndConfidence.Config> {

    /**
     * The settings.
     *
     * @param threshold of the normalised entropy, at least 0; 0 never leaves early
     * @param patience confident layers in a row before a sample may leave, at least 1
     * @param combine what it leaves with: the last answer, or the mean of the confident run or of all layers so far
     */
    public record Config(double threshold, int patience, Combiner combine) {
        public Config {
            if (!(threshold >= 0)) {
                throw new IllegalArgumentException("threshold must be at least 0, was " + threshold);
            }
            Tasks.requirePatience(patience);
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("pcee");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        Tasks.classes(kind, "pcee");
        Tasks.requirePatience(config.patience(), layerCount);
        LayerEvent confident = LayerEvent.beyond(Signals.normalizedEntropy(), config.threshold());
        return new RunLengthExit(confident, config.patience(), config.combine());
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        Tasks.classes(kind, "pcee");
        return List.of(new Knob("threshold", Knob.Range.of(0, 1), CostDirection.RAISING_IS_FASTER));
    }
}
