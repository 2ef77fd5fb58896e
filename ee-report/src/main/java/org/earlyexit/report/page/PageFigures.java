package org.earlyexit.report.page;

import java.util.List;
import java.util.stream.Stream;
import org.earlyexit.report.plot.Figure;
import org.earlyexit.report.plot.Figures;
import org.earlyexit.report.result.RunResults;

/**
 * The figures of a page.
 *
 * @param curves score against speed-up
 * @param exits where samples left
 * @param hardness exit layer against known hardness
 */
public record PageFigures(List<Figure> curves, List<Figure> exits, List<Figure> hardness) {

    public PageFigures {
        curves = List.copyOf(curves);
        exits = List.copyOf(exits);
        hardness = List.copyOf(hardness);
    }

    /** Every figure that the results allow. */
    public static PageFigures of(RunResults results) {
        return new PageFigures(Figures.curves(results), Figures.exits(results), Figures.hardness(results));
    }

    /** None. */
    public static PageFigures none() {
        return new PageFigures(List.of(), List.of(), List.of());
    }

    /** All of them. */
    public List<Figure> all() {
        return Stream.of(curves, exits, hardness).flatMap(List::stream).toList();
    }
}
