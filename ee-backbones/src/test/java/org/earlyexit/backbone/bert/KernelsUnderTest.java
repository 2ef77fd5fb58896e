package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDManager;
import org.earlyexit.backbone.bert.TorchScriptKernel.Linear;

/** The ways to compute a layer that there are. */
enum KernelsUnderTest implements BertBackbone.KernelChoice {
    PORTABLE,
    PLAIN,
    PACKED;

    @Override
    public LayerKernel of(EncoderConfig config, NDManager manager, EncoderWeights weights) {
        return switch (this) {
            case PORTABLE -> new PortableKernel(config);
            case PLAIN -> new TorchScriptKernel(config, manager, weights.parameters(), Linear.PLAIN, Linear.PLAIN);
            case PACKED -> new TorchScriptKernel(config, manager, weights.parameters(), Linear.ONEDNN, Linear.ONEDNN);
        };
    }
}
