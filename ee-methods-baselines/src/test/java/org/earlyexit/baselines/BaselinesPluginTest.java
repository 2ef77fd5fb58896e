package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import org.earlyexit.plugin.PluginRegistry;
import org.junit.jupiter.api.Test;

class BaselinesPluginTest {

    @Test
    void theRegistryFindsEveryBaseline() {
        try (PluginRegistry registry = PluginRegistry.discover()) {
            assertThat(registry.problems()).isEmpty();
            assertThat(registry.methods())
                    .extracting(offer -> offer.factory().id().value())
                    .containsExactly("deebert", "fixed-layer", "full-model", "max-probability", "pabee", "truncated");
            assertThat(registry.exitStrategies())
                    .extracting(offer -> offer.factory().id().value())
                    .containsExactly("entropy", "fixed-layer", "max-probability", "never", "pabee");
            assertThat(registry.internalClassifiers())
                    .extracting(offer -> offer.factory().id().value())
                    .containsExactly("own-pooled-linear", "pooled-linear");
        }
    }
}
