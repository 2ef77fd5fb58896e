package org.earlyexit.execute;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.earlyexit.spi.Prediction;

/**
 * What a run or a replay gave for each sample, counted from 0: the answer, the layer where it left, and the layers that
 * ran for it. Layers may be skipped, so fewer may have run than the exit layer says.
 */
public final class Outcomes {

    /** As many layers as fit the bit mask of a sample. */
    public static final int MOST_LAYERS = 64;

    private static final long[] ALL_UP_TO_THE_EXIT = {};

    private final IntFunction<Prediction> answers;
    private final byte[] exitLayers;
    private final long[] executed;
    private final Map<Integer, double[]> partly; // by sample, from layer 1; absent where layers ran whole

    /**
     * Outcomes of a run in which layers may have been skipped.
     *
     * @param answers one a sample
     * @param exitLayers where each left, from 1 to {@value #MOST_LAYERS}
     * @param executed which layers ran for each: bit {@code l - 1} stands for layer {@code l}
     * @throws IllegalArgumentException if the three differ in length, or a layer is out of range or ran after the exit
     */
    public Outcomes(List<Prediction> answers, int[] exitLayers, long[] executed) {
        this(List.copyOf(answers)::get, bytes(exitLayers), executed.clone(), Map.of());
        requireLength("answers", answers.size());
        requireLength("executed layers", executed.length);
        for (int i = 0; i < executed.length; i++) {
            if ((executed[i] & ~layersUpTo(exitLayers[i])) != 0) {
                throw new IllegalArgumentException("executed layers must not lie after the exit layer %d, were %s"
                        .formatted(exitLayers[i], Long.toBinaryString(executed[i])));
            }
        }
    }

    private Outcomes(
            IntFunction<Prediction> answers, byte[] exitLayers, long[] executed, Map<Integer, double[]> partly) {
        this.answers = answers;
        this.exitLayers = exitLayers;
        this.executed = executed;
        this.partly = partly;
    }

    /**
     * Outcomes of a run in which every layer up to the exit ran.
     *
     * @throws IllegalArgumentException if the two differ in length or a layer is out of range
     */
    public static Outcomes ofExits(List<Prediction> answers, int[] exitLayers) {
        Outcomes outcomes = ofExits(List.copyOf(answers)::get, exitLayers);
        outcomes.requireLength("answers", answers.size());
        return outcomes;
    }

    /**
     * Outcomes of a run in which every layer up to the exit ran, with answers worked out only when asked for.
     *
     * @param answers the answer to each sample; the same whenever asked
     * @throws IllegalArgumentException if a layer is out of range
     */
    public static Outcomes ofExits(IntFunction<Prediction> answers, int[] exitLayers) {
        return new Outcomes(answers, bytes(exitLayers), ALL_UP_TO_THE_EXIT, Map.of());
    }

    /**
     * Outcomes of a run in which layers may have been skipped, or have run for some tokens only, with answers worked
     * out only when asked for.
     *
     * @param answers the answer to each sample; the same whenever asked
     * @param shares how much of a sample a layer up to the exit computed
     * @throws IllegalArgumentException if a layer is out of range
     */
    public static Outcomes ofExits(IntFunction<Prediction> answers, int[] exitLayers, LayerShare shares) {
        long[] executed = new long[exitLayers.length];
        Map<Integer, double[]> partly = new HashMap<>();
        for (int sample = 0; sample < executed.length; sample++) {
            int exit = exitLayers[sample];
            for (int layer = 1; layer <= exit; layer++) {
                double share = shares.of(sample, layer);
                executed[sample] |= share > 0 ? 1L << (layer - 1) : 0;
                if (share > 0 && share < 1) {
                    partly.computeIfAbsent(sample, first -> ones(exit))[layer - 1] = share;
                }
            }
        }
        return new Outcomes(answers, bytes(exitLayers), executed, partly);
    }

    /** The share of a sample's tokens that a layer computed: 0 where it was skipped, 1 where it ran whole. */
    @FunctionalInterface
    public interface LayerShare {
        double of(int sample, int layer);
    }

    /** How many samples there are, {@code N}. */
    public int samples() {
        return exitLayers.length;
    }

    /** What a sample was answered. */
    public Prediction answer(int sample) {
        return answers.apply(sample);
    }

    /** The layer where a sample left, from 1. */
    public int exitLayer(int sample) {
        return exitLayers[sample];
    }

    /** Whether a layer, counted from 1, ran for a sample. */
    public boolean executed(int sample, int layer) {
        return layer >= 1 && layer <= MOST_LAYERS && (mask(sample) & (1L << (layer - 1))) != 0;
    }

    /** The share of a sample's tokens that a layer, counted from 1, computed: 0 where it did not run. */
    public double share(int sample, int layer) {
        if (!executed(sample, layer)) {
            return 0;
        }
        double[] shares = partly.get(sample);
        return shares == null ? 1 : shares[layer - 1];
    }

    /** How many layers ran for a sample, be it for some of its tokens only. */
    public int executedLayers(int sample) {
        return Long.bitCount(mask(sample));
    }

    /**
     * How many samples left at each layer; index 0 is layer 1. The numbers sum to {@code N}.
     *
     * @param layers the layers of the model, {@code L}
     * @throws IllegalArgumentException if a sample left after layer {@code L}
     */
    public int[] exitHistogram(int layers) {
        int[] histogram = new int[layers];
        for (byte layer : exitLayers) {
            if (layer > layers) {
                throw new IllegalArgumentException(
                        "exit layers must be in 1..%d, the model's layers, was %d".formatted(layers, layer));
            }
            histogram[layer - 1]++;
        }
        return histogram;
    }

    /** The mean of the exit layers; NaN if there is no sample. */
    public double meanExitLayer() {
        long sum = 0;
        for (byte layer : exitLayers) {
            sum += layer;
        }
        return exitLayers.length == 0 ? Double.NaN : (double) sum / exitLayers.length;
    }

    private long mask(int sample) {
        return executed.length == 0 ? layersUpTo(exitLayers[sample]) : executed[sample];
    }

    private static long layersUpTo(int layer) {
        return -1L >>> (MOST_LAYERS - layer);
    }

    private static double[] ones(int layers) {
        double[] ones = new double[layers];
        Arrays.fill(ones, 1);
        return ones;
    }

    private void requireLength(String what, int length) {
        if (length != exitLayers.length) {
            throw new IllegalArgumentException(
                    "%s must be as many as the %d exit layers, were %d".formatted(what, exitLayers.length, length));
        }
    }

    private static byte[] bytes(int[] exitLayers) {
        byte[] bytes = new byte[exitLayers.length];
        for (int i = 0; i < bytes.length; i++) {
            if (exitLayers[i] < 1 || exitLayers[i] > MOST_LAYERS) {
                throw new IllegalArgumentException("the exit layer of sample %d must be in 1..%d, was %d"
                        .formatted(i, MOST_LAYERS, exitLayers[i]));
            }
            bytes[i] = (byte) exitLayers[i];
        }
        return bytes;
    }
}
