package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.earlyexit.bench.record.Timing;

/**
 * Compares two pieces of work by the clock, in pairs that alternate which goes first, so that a machine that drifts
 * slows both alike. What is reported is the median of the ratios with a 95 % bootstrap interval; of fewer than six
 * pairs that is their range, which holds the median less often.
 */
public final class PairedTiming {

    private static final int RESAMPLES = 2_000;
    private static final double WIDEST_QUIET_INTERVAL = 0.15;

    private final LongSupplier nanoClock;
    private final Watch watch;
    private final int repeats;

    /** Looks whether a machine is quiet while it is measured on. */
    @FunctionalInterface
    public interface Watch {

        /** Begins to look; what it returns says, at the end, whether other work disturbed the measurement. */
        BooleanSupplier begin();
    }

    /**
     * A comparison.
     *
     * @param watch what it says of other work goes into {@link Timing#noisy()}
     * @param repeats how many pairs, at least 1
     */
    public PairedTiming(LongSupplier nanoClock, Watch watch, int repeats) {
        this.nanoClock = nanoClock;
        this.watch = watch;
        this.repeats = repeats;
    }

    /**
     * How many times as fast the second is.
     *
     * @param full the full model on the same executor and samples
     * @param early the strategy
     * @param batchSize of both, for the record
     * @param samples that each runs, for the record
     * @param theoretical how many times as fast the second should be
     */
    public Timing compare(Runnable full, Runnable early, int batchSize, int samples, double theoretical) {
        full.run(); // warm up both
        early.run();
        List<Double> ratios = new ArrayList<>();
        BooleanSupplier disturbed = watch.begin();
        for (int i = 0; i < repeats; i++) {
            boolean fullFirst = i % 2 == 0;
            double first = nanos(fullFirst ? full : early);
            double second = nanos(fullFirst ? early : full);
            ratios.add(fullFirst ? first / second : second / first);
        }
        double speedup = median(ratios);
        List<Double> medians = bootstrap(ratios);
        double low = medians.get(RESAMPLES / 40);
        double high = medians.get(RESAMPLES - 1 - RESAMPLES / 40);
        boolean noisy = disturbed.getAsBoolean() || (high - low) / speedup > WIDEST_QUIET_INTERVAL;
        return new Timing(batchSize, samples, repeats, speedup, low, high, speedup / theoretical, noisy);
    }

    private double nanos(Runnable work) {
        long start = nanoClock.getAsLong();
        work.run();
        return nanoClock.getAsLong() - start;
    }

    private static List<Double> bootstrap(List<Double> ratios) {
        SplittableRandom random = new SplittableRandom(ratios.size());
        List<Double> medians = new ArrayList<>();
        for (int i = 0; i < RESAMPLES; i++) {
            List<Double> resample = new ArrayList<>();
            for (int k = 0; k < ratios.size(); k++) {
                resample.add(ratios.get(random.nextInt(ratios.size())));
            }
            medians.add(median(resample));
        }
        Collections.sort(medians);
        return medians;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
