package org.earlyexit.report.plot;

import java.awt.Graphics2D;

/** Something that can be painted at a fixed size, as often as asked for, always the same. */
interface Drawing {

    int width();

    int height();

    void paint(Graphics2D graphics);
}
