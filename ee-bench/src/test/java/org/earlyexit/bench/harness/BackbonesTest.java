package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.hub.HubCache;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.plugin.PluginRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a suite may name as its backbone. */
class BackbonesTest {

    private static final Path BERT = Path.of("../ee-backbones/src/test/resources/golden/bert");
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    private void fetched(String model) throws IOException {
        Path repository = folder.resolve("models--" + model);
        Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));
        for (String name : new String[] {"config.json", "model.safetensors", "vocab.txt"}) {
            Files.copy(BERT.resolve(name), snapshot.resolve(name));
        }
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs").resolve("main"), COMMIT);
    }

    @Test
    void aModelThatWasFetchedIsABackboneByItsName() throws IOException {
        fetched("org--bert");
        try (PluginRegistry registry = PluginRegistry.discover();
                NDManager manager = NDManager.newBaseManager()) {
            Backbones backbones = new Backbones(registry, "org/bert", new HubCache(folder));
            try (PretrainedBackbone opened = backbones.open(manager)) {
                assertThat(opened.backbone().spec().layers()).isEqualTo(3);
            }
            assertThat(backbones.id()).isEqualTo("bert");
        }
    }

    @Test
    void aModelThatWasNotFetchedIsRefusedWithItsMend() {
        try (PluginRegistry registry = PluginRegistry.discover()) {
            assertThatThrownBy(() -> new Backbones(registry, "org/bert", new HubCache(folder)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("was 'org/bert'")
                    .hasMessageContaining("others come with ee model fetch");
        }
    }
}
