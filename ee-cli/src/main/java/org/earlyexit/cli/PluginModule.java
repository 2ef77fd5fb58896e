package org.earlyexit.cli;

import com.google.inject.AbstractModule;
import org.earlyexit.plugin.PluginRegistry;

/** What is installed. */
final class PluginModule extends AbstractModule {

    private final PluginRegistry registry;

    PluginModule(PluginRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected void configure() {
        bind(PluginRegistry.class).toInstance(registry);
    }
}
