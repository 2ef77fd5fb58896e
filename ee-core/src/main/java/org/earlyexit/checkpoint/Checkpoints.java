package org.earlyexit.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;

/** Parameters in a safetensors file and back. */
public final class Checkpoints {

    private Checkpoints() {}

    /**
     * Writes all parameters, under their names.
     *
     * @throws ModelException if the file cannot be written
     */
    public static void save(Path file, Parameters parameters) {
        SortedMap<String, HostTensor> tensors = new TreeMap<>();
        for (Parameter parameter : parameters.list()) {
            NDArray array = parameter.array();
            tensors.put(parameter.name(), new HostTensor(array.getShape().getShape(), array.toFloatArray()));
        }
        SafetensorsWriter.write(file, tensors, Map.of());
    }

    /**
     * Reads all parameters into the tensors they have now, so that whoever holds those sees the new values.
     *
     * @throws ModelException if the file cannot be read, or has other names or shapes; nothing was changed then
     */
    public static void load(Path file, Parameters parameters) {
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            SortedMap<String, List<Long>> found = new TreeMap<>();
            opened.entries().forEach((name, entry) -> found.put(name, entry.shape()));
            TensorAudit.require(file.toString(), shapes(parameters), found);
            parameters.list().forEach(parameter -> opened.floats(parameter.name())); // all or nothing
            for (Parameter parameter : parameters.list()) {
                parameter.overwrite(opened.floats(parameter.name()));
            }
        }
        parameters.changed();
    }

    private static SortedMap<String, List<Long>> shapes(Parameters parameters) {
        SortedMap<String, List<Long>> shapes = new TreeMap<>();
        for (Parameter parameter : parameters.list()) {
            Shape shape = parameter.array().getShape();
            shapes.put(parameter.name(), LongStream.of(shape.getShape()).boxed().toList());
        }
        return shapes;
    }
}
