package org.earlyexit.cli;

import java.util.Locale;

/** What can be listed. */
enum ListedKind {
    BACKBONES,
    METHODS,
    STRATEGIES,
    CLASSIFIERS,
    TASKS,
    SUITES;

    /** As it is typed. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
