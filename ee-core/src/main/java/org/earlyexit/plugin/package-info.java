/** What is installed: the one service type, and the registry that finds it, checks it and reads its settings. */
@NullMarked
package org.earlyexit.plugin;

import org.jspecify.annotations.NullMarked;
