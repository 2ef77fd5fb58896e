package org.earlyexit.bench.harness;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a system has counted of the time of its cores.
 *
 * @param seconds of the clock
 * @param busy seconds of all cores in which something ran here
 * @param stolen seconds in which a core was lent elsewhere
 * @param own seconds of this process, all threads together
 */
record CpuCounts(double seconds, double busy, double stolen, double own) {

    private static final Path FILE = Path.of("/proc/stat");
    private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on every Linux that Java runs on
    private static final double NANOS_A_SECOND = 1e9;
    private static final double MOST_OTHER_CORES = 0.25;
    private static final double MOST_STOLEN_CORES = 0.05;

    private static final int USER = 1;
    private static final int IDLE = 4;
    private static final int WAIT = 5;
    private static final int STEAL = 8;

    /** Nothing where the system does not tell. */
    static Optional<CpuCounts> now() {
        try {
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return Optional.of(of(
                    Files.readAllLines(FILE).get(0),
                    System.nanoTime() / NANOS_A_SECOND,
                    system.getProcessCpuTime() / NANOS_A_SECOND));
        } catch (IOException e) {
            return Optional.empty(); // no Linux
        }
    }

    /**
     * @param line the first one of {@code /proc/stat}: ticks of user, nice, system, idle, iowait, irq, softirq, steal
     */
    static CpuCounts of(String line, double seconds, double own) {
        String[] fields = line.split(" +", -1);
        double busy = 0;
        for (int field = USER; field < STEAL; field++) {
            busy += field == IDLE || field == WAIT ? 0 : Double.parseDouble(fields[field]);
        }
        return new CpuCounts(seconds, busy / TICKS_A_SECOND, Double.parseDouble(fields[STEAL]) / TICKS_A_SECOND, own);
    }

    /** Whether others took a quarter of a core, or a host a twentieth, since then. */
    boolean isBusySince(CpuCounts before) {
        double passed = seconds - before.seconds;
        double others = busy - before.busy - (own - before.own);
        return others > MOST_OTHER_CORES * passed || stolen - before.stolen > MOST_STOLEN_CORES * passed;
    }
}
