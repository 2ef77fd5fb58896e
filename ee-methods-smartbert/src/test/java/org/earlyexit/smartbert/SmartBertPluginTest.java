package org.earlyexit.smartbert;

import static org.assertj.core.api.Assertions.assertThat;

import org.earlyexit.plugin.PluginRegistry;
import org.junit.jupiter.api.Test;

class SmartBertPluginTest {

    @Test
    void theRegistryFindsTheMethod() {
        try (PluginRegistry registry = PluginRegistry.discover()) {
            assertThat(registry.problems()).isEmpty();
            assertThat(registry.method("smartbert").factory()).isInstanceOf(SmartBert.class);
        }
    }
}
