package org.earlyexit.report.table;

import java.util.List;

/**
 * A method on a task, rounded: the score with its spread and the three speed-ups.
 *
 * @param score the score times 100, or a mark for why there is none
 * @param spread its spread with its sign, empty if it is not known
 * @param marks signs that lead to notes, empty if none
 * @param emphasis how it stands out
 * @param byLayers the speed-up by counting layers
 * @param byMacs the speed-up by counting multiply-accumulates
 * @param byClock the speed-up by the clock
 */
public record ScoreCell(
        String score, String spread, String marks, Emphasis emphasis, String byLayers, String byMacs, String byClock) {

    static ScoreCell missing(String marks) {
        return new ScoreCell(Rounded.MISSING, "", marks, Emphasis.NONE, "", "", "");
    }

    /** Whether there is a score to compare. */
    public boolean isMissing() {
        return byLayers.isEmpty();
    }

    /** Score, spread and marks as one text. */
    public String text() {
        return score + (spread.isEmpty() ? "" : " " + spread) + marks;
    }

    List<String> columns() {
        return List.of(text(), byLayers, byMacs, byClock);
    }
}
