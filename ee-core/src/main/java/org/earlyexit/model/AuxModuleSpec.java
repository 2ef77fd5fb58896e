package org.earlyexit.model;

/** Settings that build an auxiliary module. A record: its values are part of the key of whatever is trained with it. */
public interface AuxModuleSpec {

    AuxModule build(ModelContext context);
}
