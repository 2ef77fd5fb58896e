package planted.model;

import ai.djl.training.loss.Loss;

/** A type of the tensor SPI that drags in the training library. */
public final class Heavy {

    Loss loss() {
        return Loss.l2Loss();
    }
}
