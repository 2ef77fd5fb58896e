package org.earlyexit.report.plot;

import java.awt.Graphics2D;

/** Something that can be painted at a fixed size, as often as asked for, always the same. */
interface Drawing {

    int width();

    int height();

    /**
     * Paints it.
     *
     * @param spots takes down what can be pointed at
     */
    void paint(Graphics2D graphics, Spots spots);
}
