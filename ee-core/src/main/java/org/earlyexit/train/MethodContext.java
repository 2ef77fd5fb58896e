package org.earlyexit.train;

import org.earlyexit.metric.Metric;
import org.earlyexit.spi.TaskKind;

/**
 * What a recipe is written for.
 *
 * @param layers of the backbone, {@code L}
 * @param kind what the task asks for
 * @param optimizer the suite's optimiser settings, equal for all methods; a method's own settings may override them
 * @param steps the suite's training budget, equal for all methods
 * @param metric the task's main metric, by which epochs may be chosen
 * @param skipsLayers whether the backbone's layers can be skipped, as all can but those of a
 *     {@link org.earlyexit.model.RigidBackbone}
 */
public record MethodContext(
        int layers, TaskKind kind, OptimizerSpec optimizer, StepPolicy steps, Metric metric, boolean skipsLayers) {

    /** A task of the usual metric, accuracy or Spearman's correlation, on a backbone whose layers can be skipped. */
    public MethodContext(int layers, TaskKind kind, OptimizerSpec optimizer, StepPolicy steps) {
        this(
                layers,
                kind,
                optimizer,
                steps,
                kind instanceof TaskKind.Regression ? Metric.SPEARMAN : Metric.ACCURACY,
                true);
    }

    /** The same with another budget. */
    public MethodContext with(OptimizerSpec otherOptimizer, StepPolicy otherSteps) {
        return new MethodContext(layers, kind, otherOptimizer, otherSteps, metric, skipsLayers);
    }
}
