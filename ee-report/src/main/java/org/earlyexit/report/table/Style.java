package org.earlyexit.report.table;

/** How tables are dressed in LaTeX. */
public enum Style {
    /** A float over both columns, small type, with caption and label, as papers of the ACL have it. */
    ACL,
    /** The same in nine points, the smallest that AAAI allows in tables. */
    AAAI,
    /** The bare tabulars with booktabs rules, to be put anywhere. */
    PLAIN
}
