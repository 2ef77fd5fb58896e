package org.earlyexit.selfbench;

import java.util.Optional;
import org.earlyexit.bench.harness.EngineRoom;
import org.earlyexit.bench.harness.Workbench;

/**
 * What goals measure in.
 *
 * @param room the engine that is measured
 * @param workbench where suites are run
 * @param python a Python with PyTorch, for the goals that stand beside it
 * @param pairs how often two pieces of work are compared, at least 1
 */
public record Surroundings(EngineRoom room, Workbench workbench, Optional<String> python, int pairs) {}
