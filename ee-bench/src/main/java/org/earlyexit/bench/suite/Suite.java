package org.earlyexit.bench.suite;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.StepPolicy;

/**
 * What a run is made of. A run is a file: no default hides in code, so every setting below stands in the suite.
 *
 * @param name as the run folder and the report call it
 * @param backbone an installed backbone's id, or the path of a HuggingFace folder
 * @param tasks the ids of the tasks, in the order of the table
 * @param seeds one training per task, method and seed
 * @param methods the rows of the table
 * @param samples how many samples are used, and how they are split
 * @param training the budget that all methods share
 * @param trainingByTask settings of {@code training} that one task has otherwise, by task id and setting
 * @param measure traces, operating points and timing
 */
public record Suite(
        String name,
        String backbone,
        List<String> tasks,
        List<Long> seeds,
        List<MethodEntry> methods,
        Samples samples,
        Training training,
        Map<String, Map<String, Object>> trainingByTask,
        Measure measure) {

    public Suite {
        tasks = List.copyOf(tasks);
        seeds = List.copyOf(seeds);
        methods = List.copyOf(methods);
        trainingByTask = Map.copyOf(trainingByTask);
        requireSome("tasks", tasks);
        requireSome("seeds", seeds);
        requireSome("methods", methods);
        requireDistinct("tasks", tasks);
        requireDistinct("seeds", seeds);
        requireDistinct("methods", methods.stream().map(MethodEntry::as).toList());
    }

    /**
     * One row of the table.
     *
     * @param use a method's id
     * @param as what tables call the row, unique in its suite; a suite that leaves it out means the method's id
     * @param preset which of the method's presets to start from; a suite that leaves it out means {@code paper}
     * @param with settings that replace those of the preset; a suite that leaves it out replaces none
     */
    public record MethodEntry(String use, String as, String preset, Map<String, Object> with) {
        public MethodEntry {
            if (!as.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
                throw new IllegalArgumentException(
                        "a row's name must be letters, digits, dots and hyphens, at most 64, was '%s'".formatted(as));
            }
            with = Map.copyOf(with);
        }
    }

    /**
     * How many samples are used.
     *
     * @param maxLength tokens of a sample at most, special ones included
     * @param train samples of the training split at most, the first ones; 0 for all
     * @param dev samples of the report split at most, the first ones; 0 for all
     * @param calibrationShare share of the training split that is kept from training: half of it to stop on, half to
     *     choose knobs on
     * @param calibrationMost samples that are kept from training at most
     */
    public record Samples(int maxLength, int train, int dev, double calibrationShare, int calibrationMost) {
        public Samples {
            if (maxLength < 8 || train < 0 || dev < 0) {
                throw new IllegalArgumentException(
                        "maxLength must be at least 8 and train and dev at least 0, were %d, %d and %d"
                                .formatted(maxLength, train, dev));
            }
            if (!(calibrationShare > 0 && calibrationShare <= 0.5) || calibrationMost < 1) {
                throw new IllegalArgumentException(
                        "calibrationShare must be in (0, 0.5] and calibrationMost at least 1, were %s and %d"
                                .formatted(calibrationShare, calibrationMost));
            }
        }
    }

    /**
     * The training budget that all methods share; a method's own settings may change its part of it.
     *
     * @param epochs of a stage
     * @param batchSize rows of a batch
     * @param accumulation batches whose gradients are added before a step
     * @param patience epochs without a better stopping loss before a stage ends; 0 keeps the last epoch
     * @param learningRate the highest rate
     * @param weightDecay decoupled
     * @param warmup share of the steps over which the rate rises
     * @param clipNorm global norm of the gradients at most; 0 leaves them alone
     * @param epsilon of AdamW
     */
    public record Training(
            int epochs,
            int batchSize,
            int accumulation,
            int patience,
            double learningRate,
            double weightDecay,
            double warmup,
            double clipNorm,
            double epsilon) {
        public Training {
            // whatever these refuse is wrong with the suite, and is to be said before anything runs
            requirePossible(new StepPolicy(epochs, batchSize, accumulation, patience));
            requirePossible(new OptimizerSpec(learningRate, weightDecay, warmup, clipNorm, epsilon));
        }

        private static void requirePossible(Record settings) {
            Objects.requireNonNull(settings);
        }
    }

    /**
     * Traces, operating points and timing.
     *
     * @param batchSize rows of a batch in inference
     * @param gridSize values of a knob that are tried
     * @param curvePoints values of a knob whose score on the report split is drawn
     * @param costs shares of the full model's multiply-accumulates at which methods are compared, in (0, 1)
     * @param timingSamples samples of the report split, the first ones, over which the clock is read; 0 for no timing
     * @param timingRepeats paired measurements of each operating point
     */
    public record Measure(
            int batchSize, int gridSize, int curvePoints, List<Double> costs, int timingSamples, int timingRepeats) {
        public Measure {
            costs = List.copyOf(costs);
            if (batchSize < 1 || gridSize < 2 || curvePoints < 2 || timingSamples < 0 || timingRepeats < 1) {
                throw new IllegalArgumentException(
                        "batchSize and timingRepeats must be at least 1, gridSize and curvePoints at least 2 and timingSamples at least 0, were %d, %d, %d, %d and %d"
                                .formatted(batchSize, timingRepeats, gridSize, curvePoints, timingSamples));
            }
            if (costs.stream().anyMatch(cost -> !(cost > 0 && cost < 1))) {
                throw new IllegalArgumentException("costs must be in (0, 1), were " + costs);
            }
            requireDistinct(
                    "costs in whole percent",
                    costs.stream().map(cost -> Math.round(100 * cost)).toList());
        }
    }

    private static void requireSome(String what, List<?> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException(what + " must have at least one entry, had none");
        }
    }

    private static void requireDistinct(String what, List<?> list) {
        if (new HashSet<>(list).size() != list.size()) {
            throw new IllegalArgumentException("%s must be distinct, were %s".formatted(what, list));
        }
    }
}
