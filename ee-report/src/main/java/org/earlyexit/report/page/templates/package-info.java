/** The page's templates as the build translates them from {@code src/main/jte}; nothing here is written by hand. */
@NullMarked
package org.earlyexit.report.page.templates;

import org.jspecify.annotations.NullMarked;
