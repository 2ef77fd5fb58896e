package org.earlyexit.cli;

import com.google.inject.Binder;
import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.Optional;
import org.earlyexit.bench.harness.StopSignal;
import org.earlyexit.plugin.PluginRegistry;

/** The objects of one call, connected. Closing it lets go of the plugin folder. */
final class Composition implements AutoCloseable {

    private final PluginRegistry registry;
    private final Injector injector;

    private Composition(PluginRegistry registry, Console console, StopSignal stop) {
        this.registry = registry;
        this.injector = Guice.createInjector(
                Composition::beStrict,
                new ConsoleModule(console),
                new PluginModule(registry),
                new GlueModule(),
                new HarnessModule(stop),
                new ReportModule(),
                new VerbModule());
    }

    /**
     * Connects what a verb needs.
     *
     * @param stop how the process is told to end
     * @param plugins a folder with more plugins than those of the class path
     * @throws org.earlyexit.plugin.PluginException if that folder cannot be used
     */
    static Composition of(Console console, StopSignal stop, Optional<Path> plugins) {
        return new Composition(
                plugins.map(PluginRegistry::discover).orElseGet(PluginRegistry::discover), console, stop);
    }

    <T> T verb(Class<T> type) {
        return injector.getInstance(type);
    }

    private static void beStrict(Binder binder) {
        binder.requireExplicitBindings();
        binder.requireAtInjectOnConstructors();
        binder.disableCircularProxies();
    }

    @Override
    public void close() {
        registry.close();
    }
}
