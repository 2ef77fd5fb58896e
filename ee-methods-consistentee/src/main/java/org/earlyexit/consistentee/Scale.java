package org.earlyexit.consistentee;

import java.util.List;

/**
 * The coefficients of a reward.
 *
 * @param alpha what a layer costs
 * @param depth {@code D}, by which the memorized layer is divided
 * @param priorWeight {@code c} of the depth prior
 * @param shares the share of the training samples memorized at each layer; empty where no prior is asked for
 */
record Scale(double alpha, double depth, double priorWeight, List<Double> shares) {

    Scale {
        shares = List.copyOf(shares);
    }

    /** {@code f_t}. */
    double share(int layer) {
        return shares.get(layer - 1);
    }
}
