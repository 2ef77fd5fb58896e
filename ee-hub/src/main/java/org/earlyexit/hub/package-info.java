/**
 * Files from elsewhere: downloads that go on where they stopped, the cache of the HuggingFace hub, archives of
 * strangers. No other package of the toolkit opens a socket, and this one does so only for {@code ee data fetch} and
 * {@code ee model fetch}.
 */
@NullMarked
package org.earlyexit.hub;

import org.jspecify.annotations.NullMarked;
