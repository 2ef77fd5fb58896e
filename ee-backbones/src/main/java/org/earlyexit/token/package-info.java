/** Tokenizers: from text to the ids of a backbone's vocabulary, with no network. */
@NullMarked
package org.earlyexit.token;

import org.jspecify.annotations.NullMarked;
