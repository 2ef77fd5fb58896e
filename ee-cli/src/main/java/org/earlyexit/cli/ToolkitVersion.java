package org.earlyexit.cli;

import org.earlyexit.bench.harness.Machine;
import picocli.CommandLine.IVersionProvider;

/** What {@code -V} prints. */
final class ToolkitVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Machine machine = Machine.look();
        return new String[] {
            "Early-Exit Toolkit %s (commit %s%s)"
                    .formatted(machine.toolkitVersion(), machine.commit(), machine.dirty() ? ", changed" : ""),
            "%s on %s, %s".formatted(machine.java(), machine.os(), machine.arch())
        };
    }
}
