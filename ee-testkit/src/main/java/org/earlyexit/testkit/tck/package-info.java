/** The contracts of the testkit, held against whatever a jar offers. */
@NullMarked
package org.earlyexit.testkit.tck;

import org.jspecify.annotations.NullMarked;
