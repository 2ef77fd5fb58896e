package org.earlyexit.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SvgTextTest {

    @Test
    void linesThatGoOnBecomeOne() {
        assertThat(SvgText.shortened("<svg><line fill=\"none\" x1=\"1\" x2=\"2\" y1=\"3\" y2=\"4\"/>"
                        + "<line fill=\"none\" x1=\"2\" x2=\"5\" y1=\"4\" y2=\"6\"/>"
                        + "<line fill=\"none\" x1=\"9\" x2=\"5\" y1=\"4\" y2=\"6\"/></svg>"))
                .isEqualTo("<svg><polyline fill=\"none\" points=\"1 3 2 4 5 6\"/>"
                        + "<polyline fill=\"none\" points=\"9 4 5 6\"/></svg>");
    }

    @Test
    void linesOfAnotherLookOrWithSomethingBetweenStayApart() {
        assertThat(SvgText.shortened("<line fill=\"none\" x1=\"1\" x2=\"2\" y1=\"3\" y2=\"4\"/>"
                        + "<line stroke-width=\"2\" x1=\"2\" x2=\"5\" y1=\"4\" y2=\"6\"/><circle r=\"1\"/>"
                        + "<line stroke-width=\"2\" x1=\"5\" x2=\"7\" y1=\"6\" y2=\"8\"/>"))
                .isEqualTo("<polyline fill=\"none\" points=\"1 3 2 4\"/>"
                        + "<polyline stroke-width=\"2\" points=\"2 4 5 6\"/><circle r=\"1\"/>"
                        + "<polyline stroke-width=\"2\" points=\"5 6 7 8\"/>");
    }

    @Test
    void aFilledShapeAloneInAGroupTakesTheGroupsPlace() {
        assertThat(SvgText.shortened("<g fill=\"rgb(0,158,115)\" stroke=\"rgb(0,158,115)\" stroke-width=\"2\""
                        + " transform=\"matrix(1,0,0,1,3,4) translate(1,2)\"><path d=\"M0 0\" stroke=\"none\"/></g>"))
                .isEqualTo("<path d=\"M0 0\" fill=\"#009e73\" transform=\"translate(3,4) translate(1,2)\""
                        + " stroke=\"none\"/>");
    }

    @Test
    void aShapeThatIsMovedItselfStaysInItsGroup() {
        String svg = "<g fill=\"white\" transform=\"translate(1,2)\">"
                + "<path d=\"M0 0\" transform=\"rotate(90)\" stroke=\"none\"/></g>";

        assertThat(SvgText.shortened(svg)).isEqualTo(svg);
    }

    @Test
    void wordsThatAreTextKeepTheirFonts() {
        String svg = "<text font-family=\"serif\" font-size=\"9\">a</text>";

        assertThat(SvgText.shortened(svg)).isEqualTo(svg);
        assertThat(SvgText.shortened("<g font-family=\"serif\" text-rendering=\"auto\"><path d=\"M0 0\"/></g>"))
                .isEqualTo("<g><path d=\"M0 0\"/></g>");
    }
}
