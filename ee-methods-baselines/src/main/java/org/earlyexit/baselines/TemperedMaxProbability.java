package org.earlyexit.baselines;

import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.HeldOut;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/**
 * The Right Tool's rule: the most probable class is probable enough, after each layer's logits were divided by a
 * temperature.
 *
 * <p>Schwartz et al., <a href="https://arxiv.org/abs/2004.07453">The Right Tool for the Job</a>, ACL 2020:
 *
 * <pre>{@code max_c softmax(z_l / T_l)_c >= threshold}</pre>
 *
 * <p>Temperatures that the settings leave out are fitted as in the paper, each by the negative log-likelihood of its
 * layer's answers to held-out samples.
 */
public final class TemperedMaxProbability implements ExitStrategyFactory<TemperedMaxProbability.Config> {

    /**
     * The settings.
     *
     * @param threshold a probability, above 0
     * @param temperatures one for each layer but the last, each above 0; none until they are fitted, which leaves the
     *     logits as they are
     */
    public record Config(double threshold, List<Double> temperatures) {
        public Config {
            temperatures = List.copyOf(temperatures);
            if (!(threshold > 0)) {
                throw new IllegalArgumentException("threshold must be above 0, was " + threshold);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("tempered-max-probability");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        Tasks.classes(kind, "tempered-max-probability");
        List<Double> temperatures = config.temperatures();
        if (temperatures.isEmpty()) {
            return new ThresholdExit(Signals.maxProbability(), config.threshold());
        }
        if (temperatures.size() != layerCount - 1) {
            throw new IllegalArgumentException(
                    "temperatures must be one for each of the %d layers that are asked, or none, were %d"
                            .formatted(layerCount - 1, temperatures.size()));
        }
        return new ThresholdExit(Signals.maxProbability(temperatures), config.threshold());
    }

    @Override
    public Config fitted(Config config, TaskKind kind, HeldOut heldOut) {
        if (!config.temperatures().isEmpty()) {
            return config;
        }
        List<Double> temperatures = IntStream.range(1, heldOut.layers())
                .mapToObj(layer -> Temperature.fitted(heldOut, layer))
                .toList();
        return new Config(config.threshold(), temperatures);
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        double smallest = 1.0 / Tasks.classes(kind, "tempered-max-probability");
        return List.of(new Knob("threshold", Knob.Range.of(smallest, 1), CostDirection.RAISING_IS_SLOWER));
    }
}
