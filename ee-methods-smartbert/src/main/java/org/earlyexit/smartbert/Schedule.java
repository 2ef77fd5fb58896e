package org.earlyexit.smartbert;

import org.earlyexit.train.MethodContext;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.StepPolicy;

/** Where the epochs, batches and rate of the first stage come from, which the rate of the second is a multiple of. */
public enum Schedule {
    /** From the suite, equal for all methods. */
    SUITE {
        @Override
        MethodContext of(MethodContext context) {
            return context.with(context.optimizer(), lastEpoch(context.steps()));
        }
    },
    /**
     * From the published code for RTE, the only task it has values for: 5 epochs in batches of 16 at 2e-5, weight decay
     * 0.01, and a warm-up of 10 steps, which are 1.3 % of RTE's.
     */
    PUBLISHED {
        @Override
        MethodContext of(MethodContext context) {
            return context.with(new OptimizerSpec(2e-5, 0.01, 0.013, 1, 1e-8), new StepPolicy(5, 16, 1, 0));
        }
    };

    /** The context with the first stage's budget; which epoch is kept is the method's own business. */
    abstract MethodContext of(MethodContext context);

    private static StepPolicy lastEpoch(StepPolicy steps) {
        return new StepPolicy(steps.epochs(), steps.batchSize(), steps.accumulation(), 0);
    }
}
