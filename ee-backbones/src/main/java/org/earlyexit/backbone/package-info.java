/** The backbones that are installed: HuggingFace folders, and the small encoder that comes along. */
@NullMarked
package org.earlyexit.backbone;

import org.jspecify.annotations.NullMarked;
