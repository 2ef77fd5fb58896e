package org.earlyexit.report.page;

import java.util.Map;
import org.earlyexit.report.table.Style;

/**
 * What a report is to hold.
 *
 * @param style how LaTeX tables are dressed
 * @param published whether published figures stand beside ours
 * @param allowMixed whether one column may mix splits, metrics, backbones or versions, and marks what differs
 * @param texts the texts of samples to put into the page, by task id and sample id; none unless they were asked for, as
 *     data sets have terms of their own
 */
public record ReportOptions(
        Style style, boolean published, boolean allowMixed, Map<String, Map<String, String>> texts) {

    public ReportOptions {
        texts = Map.copyOf(texts);
    }

    /** The tables and figures of a run, and nothing that has to be asked for. */
    public static ReportOptions of(Style style) {
        return new ReportOptions(style, false, false, Map.of());
    }
}
