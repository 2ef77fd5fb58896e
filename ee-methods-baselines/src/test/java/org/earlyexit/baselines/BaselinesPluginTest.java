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
                    .containsExactly(
                            "beem",
                            "berxit",
                            "cosee",
                            "deebert",
                            "elasticbert",
                            "ensemble-ic",
                            "f-pabee",
                            "fastbert",
                            "fixed-layer",
                            "full-model",
                            "gpfee",
                            "leebert",
                            "max-probability",
                            "pabee",
                            "palbert",
                            "pcee-bert",
                            "right-tool",
                            "truncated");
            assertThat(registry.exitStrategies())
                    .extracting(offer -> offer.factory().id().value())
                    .containsExactly(
                            "beem",
                            "energy",
                            "entropy",
                            "f-pabee",
                            "fixed-layer",
                            "halting-quantile",
                            "learned-uncertainty",
                            "margin",
                            "max-probability",
                            "never",
                            "normalized-entropy",
                            "pabee",
                            "pcee",
                            "tempered-max-probability",
                            "votes");
            assertThat(registry.internalClassifiers())
                    .extracting(offer -> offer.factory().id().value())
                    .containsExactly(
                            "layer-mix",
                            "mini-attention",
                            "one-pooled-linear",
                            "own-pooled-linear",
                            "past-future",
                            "pooled-linear");
        }
    }
}
