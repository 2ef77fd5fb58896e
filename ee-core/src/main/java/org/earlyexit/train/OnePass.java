package org.earlyexit.train;

/** One backward pass of the whole objective: how almost everything is trained. */
public record OnePass() implements GradientRule {}
