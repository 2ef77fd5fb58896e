package org.earlyexit.bench.harness;

import java.util.List;

/** Chooses knob values by what they cost and score on the calibration part, and by nothing else. */
final class CostTargets {

    private CostTargets() {}

    /**
     * One value of a knob on the calibration part.
     *
     * @param cost share of the full model's multiply-accumulates
     * @param score main metric
     */
    record Tried(double knob, double cost, double score) {}

    /**
     * The value whose cost is nearest to the target; among equally near ones the best-scoring, then the first.
     *
     * @param target share of the full model's cost
     */
    static Tried nearest(List<Tried> tried, double target) {
        Tried best = tried.get(0);
        for (Tried one : tried) {
            int nearer = Double.compare(Math.abs(one.cost() - target), Math.abs(best.cost() - target));
            if (nearer < 0 || (nearer == 0 && one.score() > best.score())) {
                best = one;
            }
        }
        return best;
    }

    /**
     * So many values, evenly spaced by cost, in the order of the sweep and without doubles: what a curve is drawn of.
     */
    static List<Tried> evenly(List<Tried> tried, int count) {
        double least = tried.stream().mapToDouble(Tried::cost).min().orElseThrow();
        double most = tried.stream().mapToDouble(Tried::cost).max().orElseThrow();
        List<Tried> chosen = java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> nearest(tried, least + (most - least) * i / (count - 1)))
                .distinct()
                .toList();
        return tried.stream().filter(chosen::contains).toList();
    }
}
