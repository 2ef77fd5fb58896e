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
 */
public record Stage(
        String name,
        Selector trainable,
        StepPolicy steps,
        Objective objective,
        OptimizerSpec optimizer,
        List<FactSource> facts,
        Phase frozen) {

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

    /** A stage that needs no facts and runs no dropout in a backbone that does not learn. */
    public Stage(String name, Selector trainable, StepPolicy steps, Objective objective, OptimizerSpec optimizer) {
        this(name, trainable, steps, objective, optimizer, List.of(), Phase.INFERENCE);
    }
}
