package org.earlyexit.consistentee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.earlyexit.plugin.EarlyExitPlugin;
import org.earlyexit.plugin.PluginRegistry;
import org.junit.jupiter.api.Test;

class ConsistentEePluginTest {

    @Test
    void theRegistryFindsTheMethodAndItsRule() {
        assertThat(ServiceLoader.load(EarlyExitPlugin.class)).hasAtLeastOneElementOfType(ConsistentEePlugin.class);
        try (PluginRegistry registry = PluginRegistry.discover()) {
            assertThat(registry.problems()).isEmpty();
            assertThat(registry.method("consistentee").factory()).isInstanceOf(ConsistentEe.class);
            assertThat(registry.exitStrategy("learned-exit").factory()).isInstanceOf(LearnedExit.class);
        }
    }
}
