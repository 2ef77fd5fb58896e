/** The plugin of SmartBERT. */
@NullMarked
package org.earlyexit.smartbert;

import org.jspecify.annotations.NullMarked;
