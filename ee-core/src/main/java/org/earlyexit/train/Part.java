package org.earlyexit.train;

/**
 * A part of the samples as a stage goes through it.
 *
 * @param data the samples
 * @param passes their full passes
 */
record Part(LabelledTokens data, Passes passes) {}
