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
                            "cascadebert",
                            "cosee",
                            "de3-bert",
                            "deebert",
                            "elasticbert",
                            "ensemble-ic",
                            "f-pabee",
                            "fastbert",
                            "fixed-layer",
                            "full-model",
                            "gaml-bert",
                            "gpfee",
                            "hadskip",
                            "hashee",
                            "l2w-den",
                            "layerdrop",
                            "leebert",
                            "max-probability",
                            "nsp",
                            "pabee",
                            "palbert",
                            "pcee-bert",
                            "pkd",
                            "right-tool",
                            "romebert",
                            "truncated",
                            "ztw");
            assertThat(registry.exitStrategies())
                    .extracting(offer -> offer.factory().id().value())
                    .containsExactly(
                            "beem",
                            "certainty",
                            "distance-and-entropy",
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
                            "placed-max-probability",
                            "tempered-max-probability",
                            "votes");
            assertThat(registry.internalClassifiers())
                    .extracting(offer -> offer.factory().id().value())
                    .containsExactly(
                            "cascaded-linear",
                            "layer-mix",
                            "mini-attention",
                            "one-pooled-linear",
                            "own-pooled-linear",
                            "past-future",
                            "pooled-linear");
        }
    }
}
