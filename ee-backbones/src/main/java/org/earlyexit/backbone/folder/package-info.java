/**
 * HuggingFace folders: configuration, weights in one file or in shards, and what is wrong with them, in one sentence.
 */
@NullMarked
package org.earlyexit.backbone.folder;

import org.jspecify.annotations.NullMarked;
