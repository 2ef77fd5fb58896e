package org.earlyexit.bench.harness;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Looks whether a machine had other work while something was timed: by what the system counts of other processes and of
 * cores lent elsewhere, and by a small kernel that takes longer where a neighbour slows what nobody counts.
 */
public final class MachineWatch implements PairedTiming.Watch {

    private static final double MOST_SLOWER = 1.25;
    private static final int KERNEL = 1 << 20;
    private static final int KERNEL_RUNS = 5;

    @Override
    public BooleanSupplier begin() {
        kernelNanos(); // compiles it: what gets faster by that is no sign of a neighbour that left
        long kernel = kernelNanos();
        Optional<CpuCounts> before = CpuCounts.now();
        return () -> {
            Optional<CpuCounts> after = CpuCounts.now();
            boolean busy =
                    before.isPresent() && after.isPresent() && after.get().isBusySince(before.get());
            double slower = (double) kernelNanos() / kernel;
            return busy || slower > MOST_SLOWER || slower < 1 / MOST_SLOWER;
        };
    }

    /** The least time of a few runs of the same additions and multiplications, on one core. */
    private static long kernelNanos() {
        return IntStream.range(0, KERNEL_RUNS)
                .mapToLong(run -> {
                    long start = System.nanoTime();
                    double value = run;
                    for (int i = 0; i < KERNEL; i++) {
                        value = value * 0.999 + i;
                    }
                    long nanos = System.nanoTime() - start;
                    return value < 0 ? Long.MAX_VALUE : nanos; // the value is looked at, so that it is worked out
                })
                .min()
                .orElseThrow();
    }
}
