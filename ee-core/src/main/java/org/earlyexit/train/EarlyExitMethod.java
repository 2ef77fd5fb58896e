package org.earlyexit.train;

/** A method with its settings fixed: a recipe, and nothing else. */
@FunctionalInterface
public interface EarlyExitMethod {

    Recipe recipe();
}
