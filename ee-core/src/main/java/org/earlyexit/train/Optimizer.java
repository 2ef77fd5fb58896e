package org.earlyexit.train;

import java.io.IOException;

/** Moves parameters by their gradients. All ways to do so agree to rounding; they differ in speed. */
interface Optimizer extends AutoCloseable {

    /**
     * Moves the parameters once and zeroes their gradients.
     *
     * @param rate the learning rate of this step
     * @return the norm of all gradients before clipping; where it is not finite, nothing has been moved
     */
    double step(double rate);

    /** Writes all that the next step depends on beside the parameters. */
    void save(StageFile.Out out) throws IOException;

    /** Takes back what an optimiser of the same kind and parameters wrote. */
    void restore(StageFile.In in) throws IOException;

    @Override
    void close();
}
