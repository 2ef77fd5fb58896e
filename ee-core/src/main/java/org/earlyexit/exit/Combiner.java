package org.earlyexit.exit;

import java.util.List;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;

/** What a sample leaves with: the last answer, or several layers' answers averaged. */
public enum Combiner {
    /** The answer of the layer where it leaves. */
    CURRENT {
        @Override
        int layers(int seen, int run) {
            return 1;
        }
    },
    /** The mean over the layers that made it leave: those of the last run. */
    MEAN_OF_RUN {
        @Override
        int layers(int seen, int run) {
            return run;
        }
    },
    /** The mean over all layers that were asked. */
    MEAN_OF_ALL {
        @Override
        int layers(int seen, int run) {
            return seen;
        }
    };

    abstract int layers(int seen, int run);

    /**
     * The answer.
     *
     * @param seen the evidence of all layers that were asked, in order, at least one
     * @param run how many of the last ones made the sample leave, at least 1
     */
    public Prediction answer(List<LayerEvidence> seen, int run) {
        int count = layers(seen.size(), run);
        List<Prediction> counted = seen.subList(seen.size() - count, seen.size()).stream()
                .map(LayerEvidence::prediction)
                .toList();
        return count == 1 ? counted.get(0) : mean(counted);
    }

    private static Prediction mean(List<Prediction> answers) {
        if (answers.get(0) instanceof ClassDistribution first) {
            double[] means = new double[first.classes()];
            for (Prediction answer : answers) {
                for (int label = 0; label < means.length; label++) {
                    means[label] += ((ClassDistribution) answer).probability(label);
                }
            }
            for (int label = 0; label < means.length; label++) {
                means[label] /= answers.size();
            }
            return ClassDistribution.ofProbabilities(means);
        }
        return new RegressionValue(answers.stream()
                .mapToDouble(answer -> ((RegressionValue) answer).value())
                .average()
                .orElseThrow());
    }
}
