package org.earlyexit.model;

/** Says before each layer which rows and tokens run. Only gated and token-level methods have one of their own. */
public interface Controller {

    /** Runs everything. */
    Controller RUN_EVERY_LAYER = new Controller() {
        @Override
        public LayerAction before(int layer, History upTo) {
            return LayerAction.RUN_ALL;
        }

        @Override
        public boolean passive() {
            return true;
        }
    };

    /**
     * Says what the next layer runs for.
     *
     * @param layer the layer about to run, from 1
     * @param upTo what the batch has been through, up to the layer before
     */
    LayerAction before(int layer, History upTo);

    /**
     * What the decision before a layer costs for one sample that gets there, whether the layer then runs or not.
     *
     * @param layer the layer about to run, from 1
     * @param tokens the sample's tokens
     */
    default MacCount macs(int layer, int tokens) {
        return MacCount.ZERO;
    }

    /** Whether deeper layers are the same whatever is decided, so that strategies may be replayed over a trace. */
    boolean passive();
}
