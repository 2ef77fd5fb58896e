package org.earlyexit.model;

import java.util.Optional;

/**
 * A backbone with what came with it.
 *
 * @param backbone the encoder
 * @param encoder its tokenizer
 * @param pooler its pre-trained pooler, where the checkpoint has one
 * @param sha256 of the weights, in hexadecimal; part of each cell's key
 * @param kernel the formulation its layers run in, for the records: such as {@code torchscript-packed}
 * @param note what a reader of the results must know, such as that the weights are random; empty if nothing
 */
public record PretrainedBackbone(
        Backbone backbone,
        TextEncoder encoder,
        Optional<PoolerWeights> pooler,
        String sha256,
        String kernel,
        String note)
        implements AutoCloseable {

    @Override
    public void close() {
        backbone.close();
    }
}
