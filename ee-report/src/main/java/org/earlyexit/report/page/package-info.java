/** The report's page: one HTML file with its styles and figures inside, without scripts. */
@NullMarked
package org.earlyexit.report.page;

import org.jspecify.annotations.NullMarked;
