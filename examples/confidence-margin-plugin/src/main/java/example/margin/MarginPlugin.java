package example.margin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.plugin.EarlyExitPlugin;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StrategyChoice;
import org.earlyexit.train.TaskLoss;

/** Leaves at the first layer whose best class is ahead of the second by a margin: {@code p_1 - p_2 >= threshold}. */
public final class MarginPlugin implements EarlyExitPlugin {

    /** @param threshold the lead that is enough, in [0, 1] */
    public record Settings(double threshold) {}

    @Override
    public List<MethodFactory<?>> methods() {
        return List.of(new Method());
    }

    @Override
    public List<ExitStrategyFactory<?>> exitStrategies() {
        return List.of(new Rule());
    }

    private static void requireClasses(TaskKind kind) {
        if (kind instanceof TaskKind.Regression) {
            throw new IllegalArgumentException("a margin must be one between classes, the task was a regression");
        }
    }

    private record Rule() implements ExitStrategyFactory<Settings> {
        @Override
        public ComponentId id() {
            return new ComponentId("confidence-margin");
        }

        @Override
        public Class<Settings> configType() {
            return Settings.class;
        }

        @Override
        public ExitStrategy create(Settings settings, TaskKind kind, int layerCount) {
            requireClasses(kind);
            return new ThresholdExit(Signals.margin(), settings.threshold());
        }

        @Override
        public List<Knob> knobs(TaskKind kind, int layerCount) {
            return List.of(new Knob("threshold", Knob.Range.of(0, 1), CostDirection.RAISING_IS_SLOWER));
        }
    }

    private record Method() implements MethodFactory<Settings> {
        @Override
        public ComponentId id() {
            return new ComponentId("confidence-margin");
        }

        @Override
        public Class<Settings> configType() {
            return Settings.class;
        }

        @Override
        public MethodCard card() {
            return new MethodCard("Margin", "an example", "", "two best classes", Set.of(MethodCard.Ability.CLASSIFICATION));
        }

        @Override
        public Map<String, Settings> presets() {
            return Map.of("paper", new Settings(0.8));
        }

        @Override
        public EarlyExitMethod create(Settings settings, MethodContext context) {
            requireClasses(context.kind());
            Objective byDepth = Objective.of(new TaskLoss(), LayerWeighting.DEPTH);
            Stage joint =
                    new Stage("joint", Selector.everything(), context.steps(), byDepth, context.optimizer());
            StrategyChoice rule = StrategyChoice.of("confidence-margin", Map.of("threshold", settings.threshold()));
            Recipe recipe = Recipe.passive(context.layers(), new PooledLinear(0.1), List.of(joint), rule);
            return () -> recipe;
        }
    }
}
