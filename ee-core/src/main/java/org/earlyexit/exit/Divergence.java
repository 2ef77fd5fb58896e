package org.earlyexit.exit;

import org.earlyexit.spi.ClassDistribution;

/**
 * How far two layers' answers are apart, in nats; 0 where they are equal. {@code p} is the earlier layer's answer,
 * {@code q} the later one's.
 */
public enum Divergence {
    /** {@code KL(p || q) = sum_c p_c ln (p_c / q_c)}, without an upper end. */
    KL {
        @Override
        public double between(ClassDistribution earlier, ClassDistribution later) {
            return kl(earlier, later);
        }
    },
    /** {@code KL(q || p)}. */
    REVERSED_KL {
        @Override
        public double between(ClassDistribution earlier, ClassDistribution later) {
            return kl(later, earlier);
        }
    },
    /** {@code (KL(p || q) + KL(q || p)) / 2}. */
    SYMMETRIC_KL {
        @Override
        public double between(ClassDistribution earlier, ClassDistribution later) {
            return (kl(earlier, later) + kl(later, earlier)) / 2;
        }
    },
    /** {@code (KL(p || m) + KL(q || m)) / 2} with {@code m = (p + q) / 2}: Jensen and Shannon's, in [0, ln 2]. */
    JENSEN_SHANNON {
        @Override
        public double between(ClassDistribution earlier, ClassDistribution later) {
            requireSameClasses(earlier, later);
            double sum = 0;
            for (int label = 0; label < earlier.classes(); label++) {
                double p = earlier.probability(label);
                double q = later.probability(label);
                sum += part(p, (p + q) / 2) + part(q, (p + q) / 2);
            }
            return Math.max(0, sum / 2); // equal answers may come out a rounding below
        }
    },
    /** 1 where the most probable classes differ, 0 where they are the same: a threshold of 1/2 on it is agreement. */
    DISAGREEMENT {
        @Override
        public double between(ClassDistribution earlier, ClassDistribution later) {
            return earlier.argmax() == later.argmax() ? 0 : 1;
        }
    };

    /** The divergence of the later answer from the earlier one; infinite where one excludes what the other allows. */
    public abstract double between(ClassDistribution earlier, ClassDistribution later);

    private static double kl(ClassDistribution p, ClassDistribution q) {
        requireSameClasses(p, q);
        double sum = 0;
        for (int label = 0; label < p.classes(); label++) {
            sum += part(p.probability(label), q.probability(label));
        }
        return Math.max(0, sum);
    }

    private static double part(double p, double q) {
        return p == 0 ? 0 : p * Math.log(p / q);
    }

    private static void requireSameClasses(ClassDistribution p, ClassDistribution q) {
        if (p.classes() != q.classes()) {
            throw new IllegalArgumentException(
                    "answers must be of the same classes, were of %d and %d".formatted(p.classes(), q.classes()));
        }
    }
}
