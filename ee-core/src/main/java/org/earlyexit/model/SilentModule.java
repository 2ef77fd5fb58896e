package org.earlyexit.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * An auxiliary module that says nothing of samples: it holds parameters which others read, such as the weights of a
 * loss, or what a controller decides by.
 */
public interface SilentModule extends TrainingModule {

    @Override
    default List<String> scoreNames() {
        return List.of();
    }

    /** @throws UnsupportedOperationException always: there is no score to ask for */
    @Override
    default NDArray scores(int layer, History upTo) {
        throw new UnsupportedOperationException(getClass().getName() + " says nothing of samples");
    }

    @Override
    default TokenReach reads() {
        return TokenReach.FIRST_TOKEN; // none itself
    }
}
