package org.earlyexit.bench.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What reading a file may allocate. */
final class Allocation {

    private static final long FIXED = 4L << 20;
    private static final long PER_BYTE = 1000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Bytes that this thread has allocated since it began. */
    static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    static boolean isLarge(long allocated, int input) {
        return allocated > most(input);
    }

    static void requireSmall(long allocated, int input) {
        if (isLarge(allocated, input)) {
            throw new AssertionError(
                    "reading %d bytes must allocate at most %d, allocated %d".formatted(input, most(input), allocated));
        }
    }

    private static long most(int input) {
        return FIXED + PER_BYTE * input;
    }
}
