package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.Phase;
import org.earlyexit.script.TorchScriptArchive;

/**
 * A layer as one call into TorchScript, on the PyTorch engine. Inference takes weights that are prepared once per
 * version of the parameters: keys and values joined, and packed for oneDNN where that is chosen; training takes the
 * parameters themselves, so that gradients reach them.
 */
final class TorchScriptKernel implements LayerKernel {

    /** How the linear layers are computed. */
    enum Linear {
        /** As PyTorch does by default. */
        PLAIN,
        /** By oneDNN, from packed weights in inference and blocked inputs in training. */
        ONEDNN
    }

    private static final String CLASS = "Encoder";
    private static final String SOURCE = "encoder.torchscript";

    private final NDManager manager;
    private final Parameters parameters;
    private final PtSymbolBlock module;
    private final Linear inference;
    private final NDArray inferenceMethod;
    private final NDArray trainingMethod;
    private final Map<LayerWeights, Prepared> prepared = new HashMap<>();

    private record Prepared(long version, NDManager owner, List<NDArray> weights) {}

    /**
     * Loads the functions.
     *
     * @param manager of the backbone, on the PyTorch engine
     * @param parameters whose version says when prepared weights are stale
     */
    TorchScriptKernel(
            EncoderConfig config, NDManager manager, Parameters parameters, Linear inference, Linear training) {
        this.manager = manager;
        this.parameters = parameters;
        this.inference = inference;
        this.module = load(manager, source(config));
        this.inferenceMethod = method(inference == Linear.ONEDNN ? "infer_packed" : "infer_plain");
        this.trainingMethod = method(training == Linear.ONEDNN ? "train_blocked" : "train_plain");
    }

    @Override
    public String name() {
        return "torchscript-sdpa" + (inference == Linear.ONEDNN ? "-onednn-packed" : "");
    }

    @Override
    public NDArray run(LayerWeights weights, NDArray keys, NDArray queries, NDArray mask, Phase phase) {
        boolean training = phase == Phase.TRAINING;
        NDList arguments = new NDList(keys, queries, mask);
        arguments.addAll(training ? weights.inOrder() : prepared(weights));
        arguments.add(training ? trainingMethod : inferenceMethod);
        // "training" here only means that the engine is not to return arrays that no graph can take
        return IValueUtils.forward(module, arguments, true).head();
    }

    private List<NDArray> prepared(LayerWeights weights) {
        Prepared known = prepared.get(weights);
        if (known == null || known.version() != parameters.version()) {
            if (known != null) {
                known.owner().close();
            }
            known = prepare(weights);
            prepared.put(weights, known);
        }
        return known.weights();
    }

    private Prepared prepare(LayerWeights weights) {
        NDManager owner = manager.newSubManager();
        List<NDArray> list = List.of(
                pack(owner, weights.get(LayerTensor.QUERY_WEIGHT)),
                weights.get(LayerTensor.QUERY_BIAS),
                pack(owner, join(owner, weights, LayerTensor.KEY_WEIGHT, LayerTensor.VALUE_WEIGHT)),
                join(owner, weights, LayerTensor.KEY_BIAS, LayerTensor.VALUE_BIAS),
                pack(owner, weights.get(LayerTensor.PROJECTION_WEIGHT)),
                weights.get(LayerTensor.PROJECTION_BIAS),
                weights.get(LayerTensor.ATTENTION_NORM_WEIGHT),
                weights.get(LayerTensor.ATTENTION_NORM_BIAS),
                pack(owner, weights.get(LayerTensor.INNER_WEIGHT)),
                weights.get(LayerTensor.INNER_BIAS),
                pack(owner, weights.get(LayerTensor.OUTPUT_WEIGHT)),
                weights.get(LayerTensor.OUTPUT_BIAS),
                weights.get(LayerTensor.OUTPUT_NORM_WEIGHT),
                weights.get(LayerTensor.OUTPUT_NORM_BIAS));
        return new Prepared(parameters.version(), owner, list);
    }

    private NDArray pack(NDManager owner, NDArray weight) {
        return inference == Linear.ONEDNN ? call(owner, "pack", weight) : weight;
    }

    private NDArray join(NDManager owner, LayerWeights weights, LayerTensor first, LayerTensor second) {
        return call(owner, "join", weights.get(first), weights.get(second));
    }

    private NDArray call(NDManager owner, String method, NDArray... arguments) {
        try (NDArray tag = method(method)) {
            NDList list = new NDList(arguments);
            list.add(tag);
            NDArray result = IValueUtils.forward(module, list, true).head();
            result.attach(owner);
            return result;
        }
    }

    /** The engine's way to name a method: an empty array of that name among the arguments. */
    private NDArray method(String name) {
        NDArray tag = manager.create(new Shape(0));
        tag.setName("module_method:" + name);
        return tag;
    }

    private static PtSymbolBlock load(NDManager manager, String source) {
        byte[] archive = TorchScriptArchive.of(CLASS, source);
        try {
            return JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("memory must be readable", e);
        }
    }

    private static String source(EncoderConfig config) {
        String template = TorchScriptArchive.source(TorchScriptKernel.class, SOURCE);
        int width = config.spec().hidden() / config.spec().heads();
        Map<String, Object> constants = Map.of(
                "heads", config.spec().heads(),
                "width", width,
                "hidden", config.spec().hidden(),
                "scale", 1 / Math.sqrt(width),
                "epsilon", config.epsilon(),
                "attentionDropout", config.dropouts().attention(),
                "projectionDropout", config.dropouts().projection(),
                "outputDropout", config.dropouts().output());
        for (Map.Entry<String, Object> constant : constants.entrySet()) {
            template = template.replace(
                    "{" + constant.getKey() + "}", String.format(Locale.ROOT, "%s", constant.getValue()));
        }
        return template.replace("{activation}", config.activation().torchScript())
                .replace("{pointwise}", config.activation().pointwise())
                .replace("{algorithm}", config.activation().algorithm());
    }
}
