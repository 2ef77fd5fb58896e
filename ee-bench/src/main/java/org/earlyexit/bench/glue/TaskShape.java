package org.earlyexit.bench.glue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a task asks for: one of a few classes, or a number. */
public sealed interface TaskShape {

    /**
     * One of several classes.
     *
     * @param labels the names as the files write them, in the order of the class indices; at least two
     * @param positive the label that F1 counts as positive, where the task has one
     */
    record Classes(List<String> labels, Optional<String> positive) implements TaskShape {
        public Classes {
            labels = List.copyOf(labels);
            if (labels.size() < 2 || new HashSet<>(labels).size() < labels.size()) {
                throw new IllegalArgumentException("labels must be two or more different names, were " + labels);
            }
            if (positive.isPresent() && !labels.contains(positive.get())) {
                throw new IllegalArgumentException(
                        "positive must be one of the labels %s, was '%s'".formatted(labels, positive.get()));
            }
        }

        /** Classes none of which is singled out. */
        public Classes(List<String> labels) {
            this(labels, Optional.empty());
        }

        /** The index of the class that F1 counts as positive. */
        public OptionalInt positiveIndex() {
            return positive.isPresent() ? OptionalInt.of(labels.indexOf(positive.get())) : OptionalInt.empty();
        }
    }

    /**
     * A number in a closed range.
     *
     * @param min the smallest score
     * @param max the largest score, above {@code min}
     */
    record Score(double min, double max) implements TaskShape {
        public Score {
            if (!(min < max) || Double.isInfinite(max - min)) {
                throw new IllegalArgumentException(
                        "a score must range from a number to a larger one, was [%s, %s]".formatted(min, max));
            }
        }
    }
}
