package org.earlyexit.report.page;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.plot.EpochFigure;
import org.earlyexit.report.plot.EvidenceFigures;
import org.earlyexit.report.plot.Figure;
import org.earlyexit.report.plot.Figures;
import org.earlyexit.report.result.RunResults;

/**
 * The figures of a page.
 *
 * @param curves score against speed-up
 * @param exits where samples left
 * @param hardness exit layer against known hardness
 * @param layers the score of every layer
 * @param realised the clock against the count
 * @param knowledge what the layers knew
 * @param leaving which samples left where, and who agrees
 * @param epochs what training took down
 */
public record PageFigures(
        List<Figure> curves,
        List<Figure> exits,
        List<Figure> hardness,
        List<Figure> layers,
        List<Figure> realised,
        List<Figure> knowledge,
        List<Figure> leaving,
        List<Figure> epochs) {

    public PageFigures {
        curves = List.copyOf(curves);
        exits = List.copyOf(exits);
        hardness = List.copyOf(hardness);
        layers = List.copyOf(layers);
        realised = List.copyOf(realised);
        knowledge = List.copyOf(knowledge);
        leaving = List.copyOf(leaving);
        epochs = List.copyOf(epochs);
    }

    /** Every figure that the results allow. */
    public static PageFigures of(RunResults results, Evidence evidence, Path runFolder) {
        return new PageFigures(
                Figures.curves(results, evidence),
                Figures.exits(results),
                Figures.hardness(results),
                Figures.layers(results),
                Figures.realised(results),
                EvidenceFigures.knowledge(results, evidence),
                EvidenceFigures.exits(results, evidence),
                EpochFigure.all(results, runFolder));
    }

    /** None. */
    public static PageFigures none() {
        return new PageFigures(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** All of them. */
    public List<Figure> all() {
        return Stream.of(curves, exits, hardness, layers, realised, knowledge, leaving, epochs)
                .flatMap(List::stream)
                .toList();
    }
}
