/** The report of a run: tables, figures and one page that needs no network, from the records in a run folder. */
@NullMarked
package org.earlyexit.report;

import org.jspecify.annotations.NullMarked;
