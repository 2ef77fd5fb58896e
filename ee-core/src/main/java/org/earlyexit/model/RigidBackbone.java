package org.earlyexit.model;

/**
 * A backbone none of whose layers can be skipped, because each takes states of another shape than the one before. It
 * knows {@link LayerAction#RUN_ALL} alone, and gated methods refuse it.
 */
public interface RigidBackbone extends Backbone {}
