package org.earlyexit.train;

import java.util.List;
import java.util.Optional;
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
 * @param controller what decides before layers in training; empty for the model's own
 * @param choice which epoch is kept, where not the patience of {@code steps} says so; empty for that, or the last
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
        Optional<StageController> controller,
        Optional<EpochChoice> choice,
        GradientRule gradients) {

    public Stage {
        requireEligible(name, steps, choice);
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
            Phase frozen,
            Optional<StageController> controller,
            Optional<EpochChoice> choice) {
        this(name, trainable, steps, objective, optimizer, facts, frozen, controller, choice, new OnePass());
    }

    /** A stage that trains with the model's own controller. */
    public Stage(
            String name,
            Selector trainable,
            StepPolicy steps,
            Objective objective,
            OptimizerSpec optimizer,
            List<FactSource> facts,
            Phase frozen) {
        this(name, trainable, steps, objective, optimizer, facts, frozen, Optional.empty(), Optional.empty());
    }

    /** A stage that needs no facts and runs no dropout in a backbone that does not learn. */
    public Stage(String name, Selector trainable, StepPolicy steps, Objective objective, OptimizerSpec optimizer) {
        this(name, trainable, steps, objective, optimizer, List.of(), Phase.INFERENCE);
    }

    /** The same stage, whose gradients come about otherwise. */
    public Stage with(GradientRule other) {
        return new Stage(name, trainable, steps, objective, optimizer, facts, frozen, controller, choice, other);
    }

    /** The same stage, which trains with another controller. */
    public Stage with(StageController other) {
        return new Stage(
                name, trainable, steps, objective, optimizer, facts, frozen, Optional.of(other), choice, gradients);
    }

    /** The same stage towards something else. */
    public Stage with(Objective other) {
        return new Stage(name, trainable, steps, other, optimizer, facts, frozen, controller, choice, gradients);
    }

    /** The same stage by another name, by which it draws other batches. */
    public Stage named(String other) {
        return new Stage(other, trainable, steps, objective, optimizer, facts, frozen, controller, choice, gradients);
    }

    /** The same stage, which must know more of its samples. */
    public Stage knowing(FactSource... more) {
        List<FactSource> known = List.of(more);
        return new Stage(name, trainable, steps, objective, optimizer, known, frozen, controller, choice, gradients);
    }

    /** Whether epochs are judged by the stopping part. */
    boolean judges() {
        return steps.patience() > 0 || choice.isPresent();
    }

    private static void requireEligible(String name, StepPolicy steps, Optional<EpochChoice> choice) {
        if (choice.isPresent() && (steps.patience() > 0 || choice.get().first() > steps.epochs())) {
            throw new IllegalArgumentException(
                    "a stage that chooses its epoch must have patience 0 and reach epoch %d, '%s' had patience %d and %d epochs"
                            .formatted(choice.get().first(), name, steps.patience(), steps.epochs()));
        }
    }
}
