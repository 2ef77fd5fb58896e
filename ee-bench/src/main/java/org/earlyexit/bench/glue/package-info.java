/**
 * GLUE as data: what a task is, how its files are read, and a bag-of-words baseline to read scores against.
 *
 * <p>Nothing here touches a tensor, and only the fetching a network. Tasks are read from one small YAML file each, rows
 * from the official tab-separated layout, and the built-in tasks from seeded grammars.
 */
@NullMarked
package org.earlyexit.bench.glue;

import org.jspecify.annotations.NullMarked;
