package org.earlyexit.train;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.earlyexit.model.Parameter;
import org.earlyexit.script.TorchScriptArchive;

/**
 * {@link AdamW} as one call into the PyTorch engine a step, by its own fused operation: one pass over the memory of a
 * parameter where array operations take a dozen. Parameter, gradient and moments are walked in the order of memory,
 * which is one for a parameter and its gradient.
 */
final class FusedAdamW implements Optimizer {

    static final String ENGINE = "PyTorch";

    private static final int LISTS = 4; // parameters, first and second moments, updates
    private static final String CLASS = "Optimizer";
    private static final String SOURCE = "adamw.torchscript";

    private final OptimizerSpec spec;
    private final NDManager manager;
    private final Model functions;
    private final NDList standing = new NDList(); // the arguments that are the same at each step
    private final int decaying;

    /**
     * A fresh optimiser: no moments, gradients zeroed.
     *
     * @param trainable the parameters that it moves; they require gradients
     * @param parent of the manager that owns the moments, on the PyTorch engine
     * @throws EngineException if this build of the engine lacks an operation
     */
    FusedAdamW(List<Parameter> trainable, OptimizerSpec spec, NDManager parent) {
        this.spec = spec;
        this.functions = Model.newInstance(CLASS, parent.getDevice(), ENGINE);
        this.manager = parent.newSubManager();
        try {
            load(functions);
            List<Parameter> ordered = trainable.stream()
                    .sorted(Comparator.comparing(Parameter::decays).reversed())
                    .toList();
            this.decaying = (int) ordered.stream().filter(Parameter::decays).count();
            ordered.forEach(this::forgetGradient);
            ordered.forEach(parameter -> argue("parameters", handle(parameter.array())));
            ordered.forEach(
                    parameter -> argue("first", manager.zeros(parameter.array().getShape())));
            ordered.forEach(
                    parameter -> argue("second", manager.zeros(parameter.array().getShape())));
            ordered.forEach(parameter -> argue("updates", manager.zeros(new Shape())));
            standing.add(method("step"));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public double step(double rate) {
        try (NDManager scope = manager.newSubManager()) {
            NDList arguments = new NDList(
                    scope.create(new double[] {rate, spec.weightDecay(), spec.epsilon(), spec.clipNorm(), decaying}));
            arguments.addAll(standing);
            return call(arguments).toDoubleArray()[0];
        }
    }

    @Override
    public void save(StageFile.Out out) throws IOException {
        for (NDArray array : moving()) {
            out.floats(array.toFloatArray());
        }
    }

    @Override
    public void restore(StageFile.In in) throws IOException {
        for (NDArray array : moving()) {
            in.into(array);
        }
    }

    /** The moments and counts: the standing arguments but for the parameters before them and the tag at the end. */
    private List<NDArray> moving() {
        return standing.subList((standing.size() - 1) / LISTS, standing.size() - 1);
    }

    @Override
    public void close() {
        manager.close();
        functions.close();
    }

    private void forgetGradient(Parameter parameter) {
        try (NDArray gradient = parameter.array().getGradient()) {
            gradient.set(new NDIndex("..."), 0f); // a difference would keep what is not finite
        }
    }

    /** The tensor itself by another handle: its name is ours to give. */
    private NDArray handle(NDArray array) {
        try (NDArray tag = method("forward")) {
            NDArray handle = call(new NDList(array, tag));
            handle.attach(manager);
            return handle;
        }
    }

    /** The engine gathers the arrays of one such name into a list. */
    private void argue(String list, NDArray array) {
        array.setName(list + "[]");
        standing.add(array);
    }

    private NDArray method(String name) {
        NDArray tag = manager.create(new Shape(0));
        tag.setName("module_method:" + name);
        return tag;
    }

    /** The result is in the manager of the first argument. */
    private NDArray call(NDList arguments) {
        // "training" here only means that the engine is not to return arrays that no graph can take
        return functions
                .getBlock()
                .forward(new ParameterStore(manager, false), arguments, true)
                .head();
    }

    private static void load(Model functions) {
        byte[] archive = TorchScriptArchive.of(CLASS, TorchScriptArchive.source(FusedAdamW.class, SOURCE));
        try {
            functions.load(new ByteArrayInputStream(archive), Map.of());
            Files.deleteIfExists(functions.getModelPath()); // an empty folder that the engine makes and has no use for
        } catch (IOException | MalformedModelException e) {
            throw new EngineException("the engine must read the functions of " + SOURCE, e);
        }
    }
}
