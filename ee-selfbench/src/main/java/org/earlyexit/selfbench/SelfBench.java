package org.earlyexit.selfbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Measures the toolkit against its own targets. */
public final class SelfBench {

    private static final List<Goal> GOALS = List.of(
            new SingleSampleSpeedup(),
            new BatchSpeedup(),
            new PatienceBesidePyTorch(),
            new TrainingBesidePyTorch(),
            new MatrixShare(),
            new LengthBuckets(),
            new SweepTime(),
            new ManyStrategies(),
            new HarnessOverhead(),
            new QuickSuite(),
            new OneRecipe(),
            new SecondEngine());

    private SelfBench() {}

    /** The goals there are, in order. */
    public static List<String> goals() {
        return GOALS.stream().map(Goal::id).toList();
    }

    /**
     * Measures.
     *
     * @param wanted which goals; all where it is empty
     * @param surroundings the engine, and what else there is
     * @param begun told of each goal before it is measured, in one line
     * @throws IllegalArgumentException if there is no such goal
     */
    public static List<Figure> measure(Set<String> wanted, Surroundings surroundings, Consumer<String> begun) {
        Set<String> unknown =
                wanted.stream().filter(id -> !goals().contains(id)).collect(Collectors.toSet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("goals must be of %s, were %s".formatted(goals(), unknown));
        }
        Workshop workshop = new Workshop(surroundings, System::nanoTime);
        List<Figure> figures = new ArrayList<>();
        for (Goal goal : GOALS) {
            if (wanted.isEmpty() || wanted.contains(goal.id())) {
                begun.accept(goal.id() + ": " + goal.title());
                figures.addAll(goal.measure(workshop));
            }
        }
        return figures;
    }
}
