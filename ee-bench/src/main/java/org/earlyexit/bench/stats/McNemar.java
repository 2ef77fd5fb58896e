package org.earlyexit.bench.stats;

import java.util.function.IntPredicate;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * McNemar's exact test of two methods on the same samples: of those that only one got right, does one method have more
 * than a coin would give it? (McNemar, 1947; two-sided binomial test at one half.)
 *
 * @param onlyFirst samples that the first method alone got right
 * @param onlySecond samples that the second one alone got right
 * @param pValue two-sided; 1 where no sample tells them apart
 */
public record McNemar(int onlyFirst, int onlySecond, double pValue) {

    /** The test over {@code n} samples. */
    public static McNemar of(int n, IntPredicate firstRight, IntPredicate secondRight) {
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int i = 0; i < n; i++) {
            boolean one = firstRight.test(i);
            boolean other = secondRight.test(i);
            onlyFirst += one && !other ? 1 : 0;
            onlySecond += other && !one ? 1 : 0;
        }
        return of(onlyFirst, onlySecond);
    }

    /** The test of counts. */
    public static McNemar of(int onlyFirst, int onlySecond) {
        int apart = onlyFirst + onlySecond;
        double pValue = apart == 0
                ? 1
                : BinomialTest.withDefaults().test(apart, onlyFirst, 0.5).getPValue();
        return new McNemar(onlyFirst, onlySecond, Math.min(1, pValue));
    }
}
