package org.earlyexit.smartbert;

import org.earlyexit.plugin.EarlyExitPlugin;

/** Offers SmartBERT; nothing yet. */
public final class SmartBertPlugin implements EarlyExitPlugin {}
