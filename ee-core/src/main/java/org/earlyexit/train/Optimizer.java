package org.earlyexit.train;

/** Moves parameters by their gradients. All ways to do so agree to rounding; they differ in speed. */
interface Optimizer extends AutoCloseable {

    /**
     * Moves the parameters once and zeroes their gradients.
     *
     * @param rate the learning rate of this step
     * @return the norm of all gradients before clipping; where it is not finite, nothing has been moved
     */
    double step(double rate);

    @Override
    void close();
}
