package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.earlyexit.model.Parameter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long a step of AdamW takes over the parameters of an encoder of ee-mini's shape, 12 layers of 128, 197 tensors,
 * when each has a gradient and the norm is clipped. Read the median, {@code p0.50}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 4)
@Fork(1)
public class OptimizerBenchmark {

    private static final int LAYERS = 12;
    private static final long HIDDEN = 128;
    private static final double RATE = 1e-4;
    private static final OptimizerSpec SPEC = new OptimizerSpec(RATE, 0.01, 0, 1, 1e-8);

    private final NDManager manager = NDManager.newBaseManager();
    private final List<Parameter> parameters = new ArrayList<>();
    private final Optimizer portable;
    private final Optimizer fused;

    /** Makes the tensors, with gradients. */
    public OptimizerBenchmark() {
        add(new Shape(8192, HIDDEN), new Shape(128, HIDDEN), new Shape(2, HIDDEN), new Shape(HIDDEN));
        add(new Shape(HIDDEN));
        for (int layer = 0; layer < LAYERS; layer++) {
            for (int linear = 0; linear < 4; linear++) {
                add(new Shape(HIDDEN, HIDDEN), new Shape(HIDDEN));
            }
            add(new Shape(4 * HIDDEN, HIDDEN), new Shape(4 * HIDDEN), new Shape(HIDDEN, 4 * HIDDEN), new Shape(HIDDEN));
            add(new Shape(HIDDEN), new Shape(HIDDEN), new Shape(HIDDEN), new Shape(HIDDEN));
        }
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = scope.getEngine().newGradientCollector()) {
            NDArray sum = scope.create(0f);
            for (Parameter parameter : parameters) {
                sum = sum.add(parameter.array().sum());
            }
            collector.backward(sum);
        }
        portable = new AdamW(parameters, SPEC, manager);
        fused = new FusedAdamW(parameters, SPEC, manager);
    }

    private void add(Shape... shapes) {
        for (Shape shape : shapes) {
            NDArray array = manager.ones(shape);
            array.setRequiresGradient(true);
            parameters.add(new Parameter("p" + parameters.size(), "all", array, shape.dimension() > 1));
        }
    }

    /** Fills the gradients, which a step zeroes. */
    @Setup(Level.Invocation)
    public void fill() {
        for (Parameter parameter : parameters) {
            try (NDArray gradient = parameter.array().getGradient()) {
                gradient.addi(0.01f);
            }
        }
    }

    /** Frees all. */
    @TearDown(Level.Trial)
    public void close() {
        portable.close();
        fused.close();
        manager.close();
    }

    @Benchmark
    public double portable() {
        return portable.step(RATE);
    }

    @Benchmark
    public double fused() {
        return fused.step(RATE);
    }

    /** Runs both, with one thread of the engine each. */
    public static void main(String... arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(OptimizerBenchmark.class.getSimpleName())
                        .jvmArgsAppend("-Dai.djl.pytorch.num_threads=1")
                        .build())
                .run();
    }
}
