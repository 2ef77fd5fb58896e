/**
 * The figures of a report, drawn by XChart and written as SVG and PNG. Equal records give equal bytes; no figure holds
 * a date.
 */
@NullMarked
package org.earlyexit.report.plot;

import org.jspecify.annotations.NullMarked;
