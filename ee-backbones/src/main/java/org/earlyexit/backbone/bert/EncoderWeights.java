package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;

/** The trainable tensors of an encoder, by their place in it and as a list of parameters. */
final class EncoderWeights {

    private final EmbeddingWeights embeddings;
    private final List<LayerWeights> layers;
    private final Parameters parameters;

    /**
     * Makes the tensors.
     *
     * @param manager owns them
     */
    EncoderWeights(EncoderConfig config, NDManager manager, TensorSource source) {
        List<Parameter> list = new ArrayList<>();
        Maker maker = new Maker(manager, source, list);
        this.embeddings = maker.embeddings(config);
        this.layers = maker.layers(config);
        this.parameters = Parameters.of(list);
    }

    EmbeddingWeights embeddings() {
        return embeddings;
    }

    /** @param number from 1 */
    LayerWeights layer(int number) {
        return layers.get(number - 1);
    }

    Parameters parameters() {
        return parameters;
    }

    /** Names and shapes of all tensors that an encoder needs, without making them. */
    static SortedMap<String, List<Long>> shapes(EncoderConfig config) {
        SortedMap<String, List<Long>> shapes = new TreeMap<>();
        for (EmbeddingTensor tensor : EmbeddingTensor.of(config)) {
            shapes.put(tensor.tensorName(), axes(tensor.shape(config)));
        }
        for (int layer = 1; layer <= config.spec().layers(); layer++) {
            for (LayerTensor tensor : LayerTensor.values()) {
                shapes.put(config.layout().name(layer, tensor), axes(tensor.shape(config.spec())));
            }
        }
        return shapes;
    }

    private static List<Long> axes(Shape shape) {
        return LongStream.of(shape.getShape()).boxed().toList();
    }

    private record Maker(NDManager manager, TensorSource source, List<Parameter> list) {

        EmbeddingWeights embeddings(EncoderConfig config) {
            Map<EmbeddingTensor, NDArray> tensors = new EnumMap<>(EmbeddingTensor.class);
            for (EmbeddingTensor tensor : EmbeddingTensor.of(config)) {
                NDArray array = make(tensor.tensorName(), "backbone.embeddings", tensor.shape(config), tensor.matrix());
                tensors.put(tensor, array);
            }
            return new EmbeddingWeights(tensors);
        }

        List<LayerWeights> layers(EncoderConfig config) {
            List<LayerWeights> layers = new ArrayList<>();
            for (int layer = 1; layer <= config.spec().layers(); layer++) {
                boolean again = config.layout().sharesLayers() && layer > 1;
                layers.add(again ? layers.get(0) : layer(config, layer));
            }
            return List.copyOf(layers);
        }

        private LayerWeights layer(EncoderConfig config, int layer) {
            Map<LayerTensor, NDArray> tensors = new EnumMap<>(LayerTensor.class);
            for (LayerTensor tensor : LayerTensor.values()) {
                String name = config.layout().name(layer, tensor);
                String group = config.layout().group(layer);
                tensors.put(tensor, make(name, group, tensor.shape(config.spec()), tensor.matrix()));
            }
            return new LayerWeights(tensors);
        }

        private NDArray make(String name, String group, Shape shape, boolean decays) {
            NDArray array = HostArrays.of(manager, source.values(name, shape), shape);
            array.setRequiresGradient(true);
            list.add(new Parameter(name, group, array, decays));
            return array;
        }
    }
}
