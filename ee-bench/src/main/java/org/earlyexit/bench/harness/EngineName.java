package org.earlyexit.bench.harness;

/** The tensor engines that may run a model. */
public enum EngineName {
    /** Trains and answers. */
    PYTORCH("PyTorch", ""),

    /** Answers with what PyTorch trained; its project has ended, so it proves that nothing here hangs on one engine. */
    MXNET("MXNet", "inference only; no training, no packed or fused layers, one call for each small operation");

    private final String djlName;
    private final String lacks;

    EngineName(String djlName, String lacks) {
        this.djlName = djlName;
        this.lacks = lacks;
    }

    /** What it cannot do; empty where there is nothing. */
    public String lacks() {
        return lacks;
    }

    /** As DJL calls it. */
    @Override
    public String toString() {
        return djlName;
    }
}
