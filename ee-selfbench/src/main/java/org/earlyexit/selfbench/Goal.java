package org.earlyexit.selfbench;

import java.util.List;

/** A group of figures that are measured together. */
interface Goal {

    /** Such as {@code P2}. */
    String id();

    /** What is measured, in one line. */
    String title();

    /** Measures; takes seconds to minutes. */
    List<Figure> measure(Workshop workshop);
}
