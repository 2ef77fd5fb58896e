package org.earlyexit.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.harness.Machine;
import org.earlyexit.bench.harness.StopSignal;
import org.earlyexit.bench.harness.Workbench;
import org.earlyexit.plugin.PluginRegistry;

/** What plans and runs suites. */
final class HarnessModule extends AbstractModule {

    private final StopSignal stop;

    HarnessModule(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    protected void configure() {
        bind(StopSignal.class).toInstance(stop);
    }

    @Provides
    @Singleton
    static Machine machine() {
        return Machine.look();
    }

    @Provides
    @Singleton
    static Workbench workbench(PluginRegistry registry, TaskCatalog tasks, Machine machine) {
        return new Workbench(registry, tasks, machine);
    }
}
