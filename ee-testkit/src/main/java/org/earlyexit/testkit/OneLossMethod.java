package org.earlyexit.testkit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StrategyChoice;

/** A method for tests: one stage, one loss at the last layer, and nobody leaves early. */
public abstract class OneLossMethod implements MethodFactory<OneLossMethod.None> {

    private final String name;
    private final LossTerm loss;

    /**
     * Makes the method.
     *
     * @param name its id, and the name of its stage
     * @param loss of the last layer
     */
    protected OneLossMethod(String name, LossTerm loss) {
        this.name = name;
        this.loss = loss;
    }

    /** It has no settings. */
    public record None() {}

    @Override
    public final ComponentId id() {
        return new ComponentId(name);
    }

    @Override
    public final Class<None> configType() {
        return None.class;
    }

    @Override
    public final MethodCard card() {
        return new MethodCard(name, "", "", "", Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public final Map<String, None> presets() {
        return Map.of("paper", new None());
    }

    @Override
    public final EarlyExitMethod create(None config, MethodContext context) {
        Stage stage = new Stage(
                name,
                Selector.everything(),
                context.steps(),
                Objective.of(loss, LayerWeighting.FINAL),
                context.optimizer());
        return () -> Recipe.passive(
                context.layers(), new PooledLinear(0.1), List.of(stage), StrategyChoice.of("never", Map.of()));
    }
}
