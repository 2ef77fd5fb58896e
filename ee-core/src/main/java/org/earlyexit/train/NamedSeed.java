package org.earlyexit.train;

import java.util.SplittableRandom;

/**
 * A seed split by name: each use has its own stream of numbers, which no other use can shift.
 *
 * @param value the seed itself
 */
record NamedSeed(long value) {

    private static final long PRIME = 0x100000001b3L; // FNV-1a, 64 bits

    /** The seed of a use within this one. */
    NamedSeed and(String name) {
        long hash = value ^ 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * PRIME;
        }
        return new NamedSeed(new SplittableRandom(hash).nextLong());
    }

    SplittableRandom random() {
        return new SplittableRandom(value);
    }

    /** For engines that take 32 bits; never negative. */
    int engineSeed() {
        return (int) (value >>> 33);
    }
}
