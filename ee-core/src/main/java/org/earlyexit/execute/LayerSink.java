package org.earlyexit.execute;

/** Takes what every layer says of every sample of a full pass, such as a layer trace. */
@FunctionalInterface
public interface LayerSink {

    /**
     * Called once per batch and layer, in layer order within a batch. The arrays are only lent.
     *
     * @param layer from 1 to {@code L}
     * @param samples the sample numbers of the rows, counted from 0 over the whole split, (B)
     * @param logits what the internal classifier puts out, row-major (B, C)
     * @param scores what the auxiliary modules say, row-major (B, S); empty where there are none
     */
    void accept(int layer, int[] samples, float[] logits, float[] scores);
}
