package org.earlyexit.bench.glue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A linear model over which words a sample holds, and over nothing else: no order, no counts, no pairs of words. What
 * it reaches is what single words give away, so a model's score is to be read beside it.
 *
 * <p>The words of the first and of the second sentence are told apart. With {@code w_c} the weights of class {@code c}
 * and {@code x} the words, each 1 if the sample holds it,
 *
 * <pre>{@code classes: p = softmax_c(w_c . x), loss = -log p_y     score: s = w . x, loss = (s - y)^2 / 2}</pre>
 *
 * <p>trained by AdaGrad (Duchi et al., JMLR 2011) with an L2 penalty on the words of each sample seen, in a fixed order
 * that the seed shuffles. The same split gives the same answers.
 */
public final class BagOfWords {
    private static final long SEED = 1;
    private static final int EPOCHS = 8;
    private static final double RATE = 0.2;
    private static final double PENALTY = 1e-4;
    private static final double TINY = 1e-8;
    private static final int BIAS = 0;

    private final TaskShape shape;
    private final Map<String, Integer> words = new HashMap<>();
    private final double[][] weights;
    private final double[][] squares;

    private BagOfWords(TaskShape shape, List<Sample> samples) {
        this.shape = shape;
        for (Sample sample : samples) {
            for (String word : words(sample)) {
                words.putIfAbsent(word, words.size() + 1);
            }
        }
        int outputs =
                shape instanceof TaskShape.Classes classes ? classes.labels().size() : 1;
        this.weights = new double[outputs][words.size() + 1];
        this.squares = new double[outputs][words.size() + 1];
    }

    /**
     * Trains on every sample of a split.
     *
     * @throws IllegalArgumentException if a sample has no label
     */
    public static BagOfWords train(Split train, TaskShape shape) {
        BagOfWords model = new BagOfWords(shape, train.samples());
        List<int[]> rows = new ArrayList<>();
        List<double[]> targets = new ArrayList<>();
        List<Integer> order = new ArrayList<>();
        for (Sample sample : train.samples()) {
            order.add(rows.size());
            rows.add(model.features(sample));
            targets.add(model.target(sample));
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (int i = order.size() - 1; i > 0; i--) {
                Collections.swap(order, i, random.nextInt(i + 1));
            }
            for (int row : order) {
                model.step(rows.get(row), targets.get(row));
            }
        }
        return model;
    }

    /** Its answer to a sample, whose label it does not look at. */
    public Label answer(Sample sample) {
        double[] outputs = outputs(features(sample));
        if (shape instanceof TaskShape.Score range) {
            return new Label.ScoreLabel(Math.min(range.max(), Math.max(range.min(), outputs[0])));
        }
        int best = 0;
        for (int c = 1; c < outputs.length; c++) {
            best = outputs[c] > outputs[best] ? c : best;
        }
        return new Label.ClassLabel(best);
    }

    private void step(int[] row, double[] target) {
        double[] outputs = outputs(row);
        if (shape instanceof TaskShape.Classes) {
            softmax(outputs);
        }
        for (int c = 0; c < outputs.length; c++) {
            double error = outputs[c] - target[c];
            for (int word : row) {
                double gradient = error + (word == BIAS ? 0 : PENALTY * weights[c][word]);
                squares[c][word] += gradient * gradient;
                weights[c][word] -= RATE * gradient / (Math.sqrt(squares[c][word]) + TINY);
            }
        }
    }

    private double[] outputs(int[] row) {
        double[] outputs = new double[weights.length];
        for (int c = 0; c < outputs.length; c++) {
            for (int word : row) {
                outputs[c] += weights[c][word];
            }
        }
        return outputs;
    }

    private static void softmax(double[] outputs) {
        double max = Double.NEGATIVE_INFINITY;
        for (double output : outputs) {
            max = Math.max(max, output);
        }
        double sum = 0;
        for (int c = 0; c < outputs.length; c++) {
            outputs[c] = Math.exp(outputs[c] - max);
            sum += outputs[c];
        }
        for (int c = 0; c < outputs.length; c++) {
            outputs[c] /= sum;
        }
    }

    private double[] target(Sample sample) {
        Label label = sample.label()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a sample to train on must have a label, %s has none".formatted(sample.id())));
        double[] target = new double[weights.length];
        if (label instanceof Label.ClassLabel gold) {
            target[gold.index()] = 1;
        } else {
            target[0] = ((Label.ScoreLabel) label).value();
        }
        return target;
    }

    /** The bias and the known words of a sample, each once. */
    private int[] features(Sample sample) {
        List<Integer> known = new ArrayList<>(List.of(BIAS));
        for (String word : words(sample)) {
            Integer place = words.get(word);
            if (place != null) {
                known.add(place);
            }
        }
        return known.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Set<String> words(Sample sample) {
        Set<String> words = new LinkedHashSet<>();
        addWords("1:", sample.first(), words);
        sample.second().ifPresent(text -> addWords("2:", text, words));
        return words;
    }

    /** Runs of letters, digits and apostrophes, in lower case; any other sign but a space is a word of its own. */
    private static void addWords(String side, String text, Set<String> words) {
        String lower = text.toLowerCase(Locale.ROOT);
        int start = -1;
        for (int i = 0; i <= lower.length(); i++) {
            boolean inside = i < lower.length() && isWordPart(lower.charAt(i));
            if (inside && start < 0) {
                start = i;
            }
            if (!inside) {
                if (start >= 0) {
                    words.add(side + lower.substring(start, i));
                    start = -1;
                }
                if (i < lower.length() && !Character.isWhitespace(lower.charAt(i))) {
                    words.add(side + lower.charAt(i));
                }
            }
        }
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '\'';
    }
}
