package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.exit.Orientation;
import org.earlyexit.exit.Signal;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/**
 * Leaves at the first layer where one signal is beyond a threshold: below it where low means stop, at it or above where
 * high means stop.
 *
 * @param id the name by which suites and methods ask for it
 * @param signal what is compared
 * @param range the thresholds that make sense
 * @param regression whether the signal can be read of numbers too
 */
public record SignalThreshold(ComponentId id, Signal signal, Knob.Range range, boolean regression)
        implements ExitStrategyFactory<SignalThreshold.Config> {

    /**
     * The settings.
     *
     * @param threshold in the units of the signal
     */
    public record Config(double threshold) {
        public Config {
            if (Double.isNaN(threshold)) {
                throw new IllegalArgumentException("threshold must be a number, was NaN");
            }
        }
    }

    /**
     * FastBERT's rule (Liu et al., ACL 2020): the entropy as a share of its largest, {@code H(p) / ln C < threshold}.
     */
    public static SignalThreshold normalizedEntropy() {
        return ofClasses("normalized-entropy", Signals.normalizedEntropy());
    }

    /** The two largest probabilities' difference, {@code p_(1) - p_(2) >= threshold}. */
    public static SignalThreshold margin() {
        return ofClasses("margin", Signals.margin());
    }

    /**
     * BERxiT's rule (Xin et al., EACL 2021): the {@linkplain LearningToExit learned} uncertainty is below a threshold.
     */
    public static SignalThreshold learnedUncertainty() {
        Signal uncertainty = Signals.score(LearningToExit.UNCERTAINTY, Orientation.LOW_MEANS_STOP);
        return new SignalThreshold(new ComponentId("learned-uncertainty"), uncertainty, Knob.Range.of(0, 1), true);
    }

    /**
     * The {@linkplain EnergyScore normalised energy} is below a threshold, as in COSEE (He et al., AAAI 2025). Needs a
     * model that says it.
     */
    public static SignalThreshold energy() {
        return ofClasses("energy", Signals.score(EnergyScore.ENERGY, Orientation.LOW_MEANS_STOP));
    }

    /**
     * The {@linkplain NullSpaceScore certainty-aware probability} of not knowing is below a threshold, as in NSP (He et
     * al., IJCAI 2025). Needs a model that says it.
     */
    public static SignalThreshold certainty() {
        return ofClasses("certainty", Signals.score(NullSpaceScore.UNCERTAINTY, Orientation.LOW_MEANS_STOP));
    }

    private static SignalThreshold ofClasses(String id, Signal signal) {
        return new SignalThreshold(new ComponentId(id), signal, Knob.Range.of(0, 1), false);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        requireFits(kind);
        return new ThresholdExit(signal, config.threshold());
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        requireFits(kind);
        CostDirection direction = signal.orientation() == Orientation.LOW_MEANS_STOP
                ? CostDirection.RAISING_IS_FASTER
                : CostDirection.RAISING_IS_SLOWER;
        return List.of(new Knob("threshold", range, direction));
    }

    private void requireFits(TaskKind kind) {
        if (!regression) {
            Tasks.classes(kind, id.value());
        }
    }
}
