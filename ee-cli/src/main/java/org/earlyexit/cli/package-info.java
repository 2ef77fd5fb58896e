/**
 * The {@code ee} program: what may be typed, what is printed, which exit code comes back. The composition root, and the
 * only place with an injector.
 */
@NullMarked
package org.earlyexit.cli;

import org.jspecify.annotations.NullMarked;
