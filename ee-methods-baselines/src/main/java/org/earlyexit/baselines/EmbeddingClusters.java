package org.earlyexit.baselines;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Groups vectors by k-means, begun as k-means++ does. */
final class EmbeddingClusters {

    private static final int MOST_ROUNDS = 100;

    private final float[][] vectors;
    private final double[][] centres;
    private final int[] nearest;

    /**
     * @param vectors at least one
     * @param clusters how many groups, at least 1
     */
    EmbeddingClusters(float[][] vectors, int clusters, SplittableRandom random) {
        this.vectors = Arrays.stream(vectors).map(float[]::clone).toArray(float[][]::new);
        this.centres = new double[clusters][];
        this.nearest = new int[vectors.length];
        begin(random);
        for (int round = 0; assign() && round < MOST_ROUNDS; round++) {
            recentre();
        }
    }

    /** The cluster of each vector, numbered by the sum of its vectors' norms: 0 has the smallest. */
    int[] byNorm() {
        double[] norms = new double[centres.length];
        for (int i = 0; i < vectors.length; i++) {
            norms[nearest[i]] += Math.sqrt(distance(vectors[i], new double[vectors[i].length]));
        }
        int[] order = IntStream.range(0, norms.length)
                .boxed()
                .sorted(Comparator.comparingDouble(cluster -> norms[cluster]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ranks = new int[order.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        return Arrays.stream(nearest).map(cluster -> ranks[cluster]).toArray();
    }

    /** Each centre is a vector drawn by its squared distance from the centres before it. */
    private void begin(SplittableRandom random) {
        double[] weights = new double[vectors.length];
        Arrays.fill(weights, Double.POSITIVE_INFINITY);
        for (int cluster = 0; cluster < centres.length; cluster++) {
            int drawn = cluster == 0 ? random.nextInt(vectors.length) : draw(weights, random);
            centres[cluster] = IntStream.range(0, vectors[drawn].length)
                    .mapToDouble(i -> vectors[drawn][i])
                    .toArray();
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Math.min(weights[i], distance(vectors[i], centres[cluster]));
            }
        }
    }

    private static int draw(double[] weights, SplittableRandom random) {
        double left = random.nextDouble() * Arrays.stream(weights).sum();
        int drawn = 0;
        while (drawn < weights.length - 1 && left >= weights[drawn]) {
            left -= weights[drawn];
            drawn++;
        }
        return drawn;
    }

    /** Whether a vector changed its cluster. */
    private boolean assign() {
        boolean changed = false;
        for (int i = 0; i < vectors.length; i++) {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int cluster = 0; cluster < centres.length; cluster++) {
                double distance = distance(vectors[i], centres[cluster]);
                if (distance < least) {
                    least = distance;
                    best = cluster;
                }
            }
            changed |= best != nearest[i];
            nearest[i] = best;
        }
        return changed;
    }

    private void recentre() {
        for (int cluster = 0; cluster < centres.length; cluster++) {
            int own = cluster;
            int[] members = IntStream.range(0, nearest.length)
                    .filter(i -> nearest[i] == own)
                    .toArray();
            if (members.length > 0) { // one without members stays where it is
                double[] sum = new double[centres[cluster].length];
                for (int member : members) {
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += vectors[member][i];
                    }
                }
                centres[cluster] =
                        Arrays.stream(sum).map(value -> value / members.length).toArray();
            }
        }
    }

    /** Squared. */
    private static double distance(float[] vector, double[] centre) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            double difference = vector[i] - centre[i];
            sum += difference * difference;
        }
        return sum;
    }
}
