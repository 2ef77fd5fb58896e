/** Tests of the baselines. */
@NullMarked
package org.earlyexit.baselines;

import org.jspecify.annotations.NullMarked;
