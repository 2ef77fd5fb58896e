package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;

/** The function between the two linear layers of a feed-forward part. */
public enum Activation {
    /** {@code x * Phi(x)}, with the error function. */
    GELU("torch.gelu(z)", "gelu", "none") {
        @Override
        NDArray apply(NDArray x) {
            return x.mul(1 / Math.sqrt(2)).erf().add(1).mul(x).mul(0.5);
        }
    },
    /** {@code x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3)))}, HuggingFace's {@code gelu_new}. */
    GELU_TANH("torch.gelu(z, approximate=\"tanh\")", "gelu", "tanh") {
        @Override
        NDArray apply(NDArray x) {
            NDArray inner = x.pow(3).mul(0.044715).add(x).mul(Math.sqrt(2 / Math.PI));
            return inner.tanh().add(1).mul(x).mul(0.5);
        }
    },
    /** {@code max(x, 0)}. */
    RELU("torch.relu(z)", "relu", "") {
        @Override
        NDArray apply(NDArray x) {
            return x.maximum(0);
        }
    };

    private final String torchScript;
    private final String pointwise;
    private final String algorithm;

    Activation(String torchScript, String pointwise, String algorithm) {
        this.torchScript = torchScript;
        this.pointwise = pointwise;
        this.algorithm = algorithm;
    }

    /** The function of {@code z} as a TorchScript expression. */
    String torchScript() {
        return torchScript;
    }

    /** Its name to oneDNN's fused linear layer. */
    String pointwise() {
        return pointwise;
    }

    /** Its variant to oneDNN's fused linear layer. */
    String algorithm() {
        return algorithm;
    }

    /** The function in plain array operations. */
    abstract NDArray apply(NDArray x);
}
