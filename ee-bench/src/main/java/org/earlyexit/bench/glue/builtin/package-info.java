/**
 * Tasks that need no data: seeded grammars that write GLUE-shaped samples in our own words, each with the number of
 * reasoning steps that its answer takes.
 *
 * <p>Word lists and sentence frames are resources; what the sentences mean is code. In every grammar each word, and
 * each sentence length, is as likely under one label as under another: only how words stand to one another tells.
 */
@NullMarked
package org.earlyexit.bench.glue.builtin;

import org.jspecify.annotations.NullMarked;
