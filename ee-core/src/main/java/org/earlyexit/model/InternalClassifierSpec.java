package org.earlyexit.model;

/**
 * Settings that build internal classifiers. A record: its values are part of the key of whatever is trained with it.
 */
public interface InternalClassifierSpec {

    InternalClassifier build(ModelContext context);
}
