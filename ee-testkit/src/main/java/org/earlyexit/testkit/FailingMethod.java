package org.earlyexit.testkit;

import ai.djl.ndarray.NDArray;
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
import org.earlyexit.train.TrainingBatch;

/** A method whose training throws. */
public final class FailingMethod implements MethodFactory<FailingMethod.None> {

    /** It has no settings. */
    public record None() {}

    /** A loss that throws. */
    public record Failure() implements LossTerm {
        @Override
        public NDArray values(int layer, TrainingBatch batch) {
            throw new IllegalStateException("this method always fails");
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("failing");
    }

    @Override
    public Class<None> configType() {
        return None.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard("Failing", "", "", "", Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, None> presets() {
        return Map.of("paper", new None());
    }

    @Override
    public EarlyExitMethod create(None config, MethodContext context) {
        Stage stage = new Stage(
                "failing",
                Selector.everything(),
                context.steps(),
                Objective.of(new Failure(), LayerWeighting.FINAL),
                context.optimizer());
        return () -> Recipe.passive(
                context.layers(), new PooledLinear(0.1), List.of(stage), StrategyChoice.of("never", Map.of()));
    }
}
