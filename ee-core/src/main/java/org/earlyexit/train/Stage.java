package org.earlyexit.train;

/**
 * One part of a training: which parameters move, towards what, and how.
 *
 * @param name as logs, checkpoints and errors call it
 * @param trainable the parameters that move; every other tensor is bit-identical afterwards
 * @param steps epochs, batches, early stopping
 * @param objective what is minimised
 * @param optimizer how; each stage starts with a fresh optimiser and schedule
 */
public record Stage(String name, Selector trainable, StepPolicy steps, Objective objective, OptimizerSpec optimizer) {}
