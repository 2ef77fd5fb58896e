package org.earlyexit.report.table;

/** How a cell stands out among those of its column. */
public enum Emphasis {
    /** Like any other. */
    NONE(""),
    /** The best, and better than the next by a paired test. */
    BEST("*"),
    /** The second, and better than the next by a paired test. */
    SECOND("+");

    private final String mark;

    Emphasis(String mark) {
        this.mark = mark;
    }

    /** What stands after it where there is neither bold nor underlined type. */
    String mark() {
        return mark;
    }
}
