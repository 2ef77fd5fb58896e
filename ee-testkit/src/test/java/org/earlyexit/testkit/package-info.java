/** Tests of the testkit itself, and of the registry with plugins that come in jars. */
@NullMarked
package org.earlyexit.testkit;

import org.jspecify.annotations.NullMarked;
