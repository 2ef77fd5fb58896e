package org.earlyexit.testkit;

import ai.djl.ndarray.NDArray;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/** A method whose training throws. */
public final class FailingMethod extends OneLossMethod {

    public FailingMethod() {
        super("failing", new Failure());
    }

    /** A loss that throws. */
    public record Failure() implements LossTerm {
        @Override
        public NDArray values(int layer, TrainingBatch batch) {
            throw new IllegalStateException("this method always fails");
        }
    }
}
