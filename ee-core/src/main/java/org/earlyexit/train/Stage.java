package org.earlyexit.train;

import java.util.List;
import org.earlyexit.model.Phase;
import org.earlyexit.spi.ComponentId;

/**
 * One part of a training: which parameters move, towards what, and how.
 *
 * @param name as logs, checkpoints and errors call it
 * @param trainable the parameters that move; every other tensor is bit-identical afterwards
 * @param steps epochs, batches, early stopping
 * @param objective what is minimised
 * @param optimizer how; each stage starts with a fresh optimiser and schedule
 * @param facts what must be known of each training sample before it starts; kept for the stages after it
 * @param frozen how a backbone that does not learn runs: {@link Phase#INFERENCE}, or {@link Phase#TRAINING} for dropout
 *     in it as in the published code of some methods
 * @param gradients how the gradients of a batch come about
 */
public record Stage(
        String name,
        Selector trainable,
        StepPolicy steps,
        Objective objective,
        OptimizerSpec optimizer,
        List<FactSource> facts,
        Phase frozen,
        GradientRule gradients) {

    public Stage {
        facts = List.copyOf(facts);
        List<ComponentId> names =
                facts.stream().map(fact -> new ComponentId(fact.name())).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException(
                    "the facts of stage '%s' must have distinct names, were %s".formatted(name, names));
        }
        if (!facts.isEmpty() && steps.patience() > 0) {
            throw new IllegalArgumentException(
                    "the patience of stage '%s' must be 0, because %s are known of training samples alone, was %d"
                            .formatted(name, names, steps.patience()));
        }
    }

    /** A stage of one backward pass a batch. */
    public Stage(
            String name,
            Selector trainable,
            StepPolicy steps,
            Objective objective,
            OptimizerSpec optimizer,
            List<FactSource> facts,
            Phase frozen) {
        this(name, trainable, steps, objective, optimizer, facts, frozen, new OnePass());
    }

    /** A stage that needs no facts and runs no dropout in a backbone that does not learn. */
    public Stage(String name, Selector trainable, StepPolicy steps, Objective objective, OptimizerSpec optimizer) {
        this(name, trainable, steps, objective, optimizer, List.of(), Phase.INFERENCE);
    }

    /** The same stage, whose gradients come about otherwise. */
    public Stage with(GradientRule other) {
        return new Stage(name, trainable, steps, objective, optimizer, facts, frozen, other);
    }

    /** The same stage by another name, by which it draws other batches. */
    public Stage named(String other) {
        return new Stage(other, trainable, steps, objective, optimizer, facts, frozen, gradients);
    }

    /** The same stage, which must know more of its samples. */
    public Stage knowing(FactSource... more) {
        return new Stage(name, trainable, steps, objective, optimizer, List.of(more), frozen, gradients);
    }
}
