package org.earlyexit.bench.glue.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The choices a grammar makes, all from one seeded source. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** As many different elements as asked for, in random order. */
    <T> List<T> several(List<T> from, int count) {
        List<T> left = new ArrayList<>(from);
        List<T> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(left.remove(random.nextInt(left.size())));
        }
        return chosen;
    }

    /** One of the elements that is not {@code taken}. */
    <T> T other(List<T> from, T taken) {
        T chosen = pick(from);
        while (chosen.equals(taken)) {
            chosen = pick(from);
        }
        return chosen;
    }

    /** A place in {@code weights}, as likely as the weight that stands there. */
    int weighted(int... weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int left = random.nextInt(sum);
        int place = 0;
        while (left >= weights[place]) {
            left -= weights[place++];
        }
        return place;
    }
}
