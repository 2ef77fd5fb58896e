package org.earlyexit.train;

import org.earlyexit.spi.TaskKind;

/**
 * What a recipe is written for.
 *
 * @param layers of the backbone, {@code L}
 * @param kind what the task asks for
 * @param optimizer the suite's optimiser settings, equal for all methods; a method's own settings may override them
 * @param steps the suite's training budget, equal for all methods
 */
public record MethodContext(int layers, TaskKind kind, OptimizerSpec optimizer, StepPolicy steps) {}
