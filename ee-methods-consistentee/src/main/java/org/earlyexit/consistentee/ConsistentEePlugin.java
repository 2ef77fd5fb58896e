package org.earlyexit.consistentee;

import org.earlyexit.plugin.EarlyExitPlugin;

/** Offers ConsistentEE; nothing yet. */
public final class ConsistentEePlugin implements EarlyExitPlugin {}
