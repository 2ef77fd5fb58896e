package org.earlyexit.consistentee;

import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.model.Parameter;

/** The last biases of a model's policy networks, by which a test makes them sure of themselves. */
final class Biases {

    private final List<Parameter> parameters;
    private final List<Float> before = new ArrayList<>();

    Biases(EarlyExitModel model) {
        parameters = model.parameters().list().stream()
                .filter(parameter -> parameter.name().matches("aux\\.policy\\[\\d+]\\.outer\\.bias"))
                .toList();
        parameters.forEach(parameter -> before.add(parameter.array().toFloatArray()[0]));
    }

    /** One number a layer. */
    void set(float... values) {
        for (int layer = 0; layer < values.length; layer++) {
            parameters.get(layer).array().set(new NDIndex("..."), values[layer]);
        }
    }

    void restore() {
        for (int layer = 0; layer < before.size(); layer++) {
            parameters.get(layer).array().set(new NDIndex("..."), before.get(layer));
        }
    }
}
