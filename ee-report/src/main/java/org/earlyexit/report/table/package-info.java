/**
 * The tables of a report: raw numbers in Tablesaw, rounded ones in a view, and the view as text, Markdown and LaTeX.
 * Rounding happens here and nowhere before.
 */
@NullMarked
package org.earlyexit.report.table;

import org.jspecify.annotations.NullMarked;
