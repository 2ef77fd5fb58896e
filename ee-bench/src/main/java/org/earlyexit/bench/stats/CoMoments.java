package org.earlyexit.bench.stats;

/**
 * The sums over pairs of numbers that Pearson's correlation is made of. They add up, so that a resample or an exchange
 * needs no second pass; numbers should be centred near 0 beforehand, as squares of large ones lose digits.
 *
 * @param n how many pairs, those drawn twice counting twice
 * @param x the sum of the first numbers
 * @param y the sum of the second ones
 * @param xx the sum of the first ones' squares
 * @param yy the sum of the second ones' squares
 * @param xy the sum of the products
 */
record CoMoments(double n, double x, double y, double xx, double yy, double xy) {

    /** Of no pair at all. */
    static final CoMoments NONE = new CoMoments(0, 0, 0, 0, 0, 0);

    private static final double NOTHING = 1e-14; // of a sum of squares: what is left of it by rounding

    /** The sums over pairs that count as often as said. */
    static CoMoments of(double[] first, double[] second, double[] times) {
        double n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < first.length; i++) {
            double one = times[i] * first[i];
            double other = times[i] * second[i];
            n += times[i];
            x += one;
            y += other;
            xx += one * first[i];
            yy += other * second[i];
            xy += one * second[i];
        }
        return new CoMoments(n, x, y, xx, yy, xy);
    }

    /** The sums over the pairs whose bit of the mask is set. */
    static CoMoments within(double[] first, double[] second, long[] mask) {
        double n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int word = 0; word < mask.length; word++) {
            for (long bits = mask[word]; bits != 0; bits &= bits - 1) {
                int i = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                if (i >= first.length) {
                    break;
                }
                n++;
                x += first[i];
                y += second[i];
                xx += first[i] * first[i];
                yy += second[i] * second[i];
                xy += first[i] * second[i];
            }
        }
        return new CoMoments(n, x, y, xx, yy, xy);
    }

    CoMoments plus(CoMoments other) {
        return new CoMoments(n + other.n, x + other.x, y + other.y, xx + other.xx, yy + other.yy, xy + other.xy);
    }

    CoMoments minus(CoMoments other) {
        return new CoMoments(n - other.n, x - other.x, y - other.y, xx - other.xx, yy - other.yy, xy - other.xy);
    }

    /** Pearson's correlation; 0 where all first or all second numbers are equal. */
    double correlation() {
        double ofX = xx - x * x / n;
        double ofY = yy - y * y / n;
        return ofX <= NOTHING * xx || ofY <= NOTHING * yy ? 0 : (xy - x * y / n) / Math.sqrt(ofX * ofY);
    }
}
