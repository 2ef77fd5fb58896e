package org.earlyexit.report.page;

import org.earlyexit.report.plot.Figure;
import org.earlyexit.report.result.PlainText;

/**
 * A figure in the page.
 *
 * @param title its title
 * @param caption what stands under it
 * @param svg the figure itself, made by this program and so put in as it is
 */
public record FigureView(String title, String caption, String svg) {

    static FigureView of(Figure figure, String svg) {
        return new FigureView(PlainText.of(figure.title()), PlainText.of(figure.caption()), svg);
    }
}
