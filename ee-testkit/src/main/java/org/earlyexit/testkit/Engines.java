package org.earlyexit.testkit;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Assumptions;

/** The engines of the tests. */
final class Engines {

    private Engines() {}

    /** A root manager on the PyTorch engine, on the processor. */
    static NDManager manager() {
        return NDManager.newBaseManager(Device.cpu(), "PyTorch");
    }

    /** A root manager on MXNet; the test that asks is skipped where its natives do not load. */
    static NDManager second() {
        try {
            return NDManager.newBaseManager(Device.cpu(), "MXNet");
        } catch (EngineException | UnsatisfiedLinkError e) {
            return Assumptions.abort("MXNet must load for this test, did not: " + e.getMessage());
        }
    }
}
