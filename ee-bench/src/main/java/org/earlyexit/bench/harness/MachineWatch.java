package org.earlyexit.bench.harness;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Looks whether a machine had other work while something was timed: by what the system counts of other processes and of
 * cores lent elsewhere, and by a small kernel that takes longer where a neighbour slows what nobody counts.
 */
public final class MachineWatch implements PairedTiming.Watch {

    private static final Path COUNTS = Path.of("/proc/stat");
    private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux that Java runs on
    private static final double NANOS_A_SECOND = 1e9;
    private static final double MOST_OTHER_CORES = 0.25;
    private static final double MOST_STOLEN_CORES = 0.05;
    private static final double MOST_SLOWER = 1.25;

    private static final int USER = 1;
    private static final int IDLE = 4;
    private static final int WAIT = 5;
    private static final int STEAL = 8;

    private static final int KERNEL = 1 << 20;
    private static final int KERNEL_RUNS = 5;

    @Override
    public BooleanSupplier begin() {
        long kernel = kernelNanos();
        Optional<Counts> before = Counts.now();
        return () -> {
            Optional<Counts> after = Counts.now();
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

    /**
     * What the system has counted.
     *
     * @param nanos of the clock
     * @param busy seconds of all cores in which something ran here
     * @param stolen seconds in which a core was lent elsewhere
     * @param own seconds of this process, all threads together
     */
    private record Counts(long nanos, double busy, double stolen, double own) {

        /** Nothing where the system does not tell. */
        static Optional<Counts> now() {
            try {
                String[] fields = Files.readAllLines(COUNTS).get(0).split(" +", -1);
                double busy = 0;
                for (int field = USER; field < STEAL; field++) {
                    busy += field == IDLE || field == WAIT ? 0 : Double.parseDouble(fields[field]);
                }
                OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
                return Optional.of(new Counts(
                        System.nanoTime(),
                        busy / TICKS_A_SECOND,
                        Double.parseDouble(fields[STEAL]) / TICKS_A_SECOND,
                        system.getProcessCpuTime() / NANOS_A_SECOND));
            } catch (IOException e) {
                return Optional.empty(); // no Linux
            }
        }

        boolean isBusySince(Counts before) {
            double seconds = (nanos - before.nanos) / NANOS_A_SECOND;
            double others = busy - before.busy - (own - before.own);
            return others > MOST_OTHER_CORES * seconds || stolen - before.stolen > MOST_STOLEN_CORES * seconds;
        }
    }
}
