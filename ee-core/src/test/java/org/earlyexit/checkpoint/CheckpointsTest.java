package org.earlyexit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void loadingWritesIntoTheTensorsThatAreThereAndTheyStillLearn() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameters saved = Parameters.of(List.of(trainable(manager, "w", 2, 3), trainable(manager, "v", 4, 5)));
            Checkpoints.save(folder.resolve("f"), saved);
            Parameters loaded = Parameters.of(List.of(trainable(manager, "w", 0, 0), trainable(manager, "v", 0, 0)));
            NDArray held = loaded.list().get(0).array();

            Checkpoints.load(folder.resolve("f"), loaded);

            assertThat(held.toFloatArray()).containsExactly(2, 3);
            assertThat(loaded.version()).isEqualTo(1);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(held.mul(held).sum());
                assertThat(held.getGradient().toFloatArray()).containsExactly(4, 6);
            }
        }
    }

    @Test
    void loadingWorksOnAThreadWhereGradientsAreOn() throws InterruptedException {
        try (NDManager manager = NDManager.newBaseManager()) {
            Parameters parameters = Parameters.of(List.of(trainable(manager, "w", 2, 3)));
            Checkpoints.save(folder.resolve("f"), parameters);
            List<Throwable> failures = new ArrayList<>();
            Thread worker = new Thread(() -> Checkpoints.load(folder.resolve("f"), parameters));
            worker.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            worker.start();
            worker.join();

            assertThat(failures).isEmpty();
            assertThat(parameters.list().get(0).array().toFloatArray()).containsExactly(2, 3);
        }
    }

    @Test
    void differencesAreListedAndNothingIsChanged() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Checkpoints.save(
                    folder.resolve("f"),
                    Parameters.of(List.of(
                            trainable(manager, "a", 1, 2),
                            trainable(manager, "extra", 3),
                            trainable(manager, "same", 9))));
            Parameters other = Parameters.of(
                    List.of(trainable(manager, "a", 0), trainable(manager, "b", 0), trainable(manager, "same", 0)));

            assertThatThrownBy(() -> Checkpoints.load(folder.resolve("f"), other))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining(
                            "3 differ: 'a' must have shape [1], had [2]; 'b' is missing; 'extra' is unexpected;");
            assertThat(other.list().get(2).array().toFloatArray()).containsExactly(0);
        }
    }

    @Test
    void atMostTwentyDifferencesAreListed() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Checkpoints.save(folder.resolve("f"), Parameters.of(List.of()));
            Parameters many = Parameters.of(IntStream.range(0, 25)
                    .mapToObj(i -> trainable(manager, "p" + i, 0))
                    .toList());

            assertThatThrownBy(() -> Checkpoints.load(folder.resolve("f"), many))
                    .hasMessageContaining("25 differ")
                    .hasMessageContaining("; and 5 more;");
        }
    }

    private static Parameter trainable(NDManager manager, String name, float... values) {
        NDArray array;
        try (NDArray host = manager.create(values, new Shape(values.length))) {
            array = host.duplicate();
        }
        array.setRequiresGradient(true);
        return new Parameter(name, "test", array, true);
    }
}
