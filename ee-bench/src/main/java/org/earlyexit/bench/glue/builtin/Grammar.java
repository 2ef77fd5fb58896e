package org.earlyexit.bench.glue.builtin;

/** Writes the samples of one built-in task. */
@FunctionalInterface
interface Grammar {

    /**
     * Writes one sample.
     *
     * @param answer the class it must have; a grammar of scores looks away
     */
    Draft draw(Scene scene, int answer);
}
