package org.earlyexit.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import org.earlyexit.bench.harness.SteadyClock;

/** Where output goes. */
final class ConsoleModule extends AbstractModule {

    private final Console console;

    ConsoleModule(Console console) {
        this.console = console;
    }

    @Override
    protected void configure() {
        bind(Console.class).toInstance(console);
    }

    @Provides
    static ShownProgress progress(Console console) {
        return ShownProgress.on(console, new SteadyClock());
    }
}
