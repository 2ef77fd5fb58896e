package org.earlyexit.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import org.earlyexit.bench.glue.TaskCatalog;

/** The tasks. */
final class GlueModule extends AbstractModule {

    @Provides
    @Singleton
    static TaskCatalog tasks() {
        return new TaskCatalog();
    }
}
