package org.earlyexit.testkit;

import ai.djl.ndarray.NDManager;

/** The engine of the tests. */
final class Engines {

    private Engines() {}

    /** A root manager on the PyTorch engine, on the processor. */
    static NDManager manager() {
        return NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch");
    }
}
