/** What a run is made of: suites as YAML, read strictly, with every problem reported at once. */
@NullMarked
package org.earlyexit.bench.suite;

import org.jspecify.annotations.NullMarked;
