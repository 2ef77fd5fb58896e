package org.earlyexit.bench.harness;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.Locale;

/**
 * The engine and the device of one process, and the only place that seeds them. Use it on the thread that made it:
 * other threads build gradient graphs unasked.
 */
public final class EngineRoom implements AutoCloseable {

    private final NDManager manager;

    /**
     * Starts the engine that trains.
     *
     * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
     * @throws EnvironmentException if the engine does not start or has no such device
     */
    public EngineRoom(String device) {
        this(EngineName.PYTORCH, device);
    }

    /**
     * Starts an engine.
     *
     * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
     * @throws EnvironmentException if the engine does not start or has no such device
     */
    public EngineRoom(EngineName name, String device) {
        try {
            Engine engine = Engine.getEngine(name.toString());
            manager = engine.newBaseManager(device(device.toLowerCase(Locale.ROOT), engine));
        } catch (EngineException | IllegalArgumentException | UnsatisfiedLinkError e) {
            throw new EnvironmentException(
                    "The tensor engine %s must start, did not: %s; run ./ee check".formatted(name, e.getMessage()), e);
        }
    }

    private static Device device(String name, Engine engine) {
        if (name.equals("auto")) {
            return engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu();
        }
        if (!name.matches("cpu|gpu(:[0-9]{1,4})?")) {
            throw new EnvironmentException("--device must be auto, cpu, gpu or gpu:N, was '%s'".formatted(name));
        }
        if (name.equals("cpu")) {
            return Device.cpu();
        }
        int number = name.equals("gpu") ? 0 : Integer.parseInt(name.substring("gpu:".length()));
        if (number >= engine.getGpuCount()) {
            throw new EnvironmentException("--device must be one that the engine sees, was '%s' with %d GPUs; use cpu"
                    .formatted(name, engine.getGpuCount()));
        }
        return Device.gpu(number);
    }

    /** The parent of every tensor; closed with this. */
    public NDManager manager() {
        return manager;
    }

    /** How many arrays nobody has freed, but for those that wait for their owner to be closed. */
    int arrays() {
        return manager.getManagedArrays().size();
    }

    /** Makes what the engine draws next, such as dropout, depend on this alone. */
    void seed(int seed) {
        manager.getEngine().setRandomSeed(seed);
    }

    public String engine() {
        return manager.getEngine().getEngineName();
    }

    public String engineVersion() {
        return manager.getEngine().getVersion();
    }

    /** {@code cpu} or {@code gpu:N}. */
    public String device() {
        Device device = manager.getDevice();
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }

    /** Threads of one operation, as the start script set them; 0 where the engine chooses. */
    public int threads() {
        return Integer.getInteger("ai.djl.pytorch.num_threads", 0);
    }

    @Override
    public void close() {
        manager.close();
    }
}
