/** What the records of a run say together: which rows and columns there are, and each cell's mean and spread. */
@NullMarked
package org.earlyexit.report.result;

import org.jspecify.annotations.NullMarked;
