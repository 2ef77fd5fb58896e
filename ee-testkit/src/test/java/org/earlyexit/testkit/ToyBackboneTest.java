package org.earlyexit.testkit;

import ai.djl.ndarray.NDManager;
import org.earlyexit.model.Backbone;

class ToyBackboneTest extends BackboneContract {

    @Override
    protected Backbone backbone(NDManager parent) {
        return new ToyBackbone(4, parent, 1);
    }
}
