package org.earlyexit.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Says before each layer a number of each row, by which it is decided whether the layer runs. */
public interface LayerGate {

    /**
     * The number before a layer.
     *
     * @param layer the layer about to run, from 1
     * @param incoming what comes into it
     * @return float32 (B), in the manager of the state
     */
    NDArray gate(int layer, LayerState incoming);

    /** What the number costs for one sample, whether the layer then runs or not. */
    MacCount gateMacs(int layer, int tokens);

    /**
     * The gate among a model's modules.
     *
     * @throws IllegalArgumentException if there is none
     */
    static LayerGate among(List<AuxModule> modules) {
        return modules.stream()
                .filter(LayerGate.class::isInstance)
                .map(LayerGate.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a gated model must have gates, had " + modules));
    }
}
