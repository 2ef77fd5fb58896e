/** The plugin of ConsistentEE. */
@NullMarked
package org.earlyexit.consistentee;

import org.jspecify.annotations.NullMarked;
