package org.earlyexit.testkit;

import java.util.HexFormat;
import java.util.Optional;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.spi.ComponentId;

/**
 * Opens toy backbones.
 *
 * @param layers {@code L}
 * @param seed of the weights
 */
public record ToyBackboneFactory(int layers, long seed) implements BackboneFactory {

    @Override
    public ComponentId id() {
        return new ComponentId("toy");
    }

    @Override
    public String description() {
        return "a toy for tests, with random weights";
    }

    @Override
    public boolean readsFolder() {
        return false;
    }

    @Override
    public PretrainedBackbone open(BackboneRequest request) {
        ToyBackbone backbone = new ToyBackbone(layers, request.manager(), seed);
        String sha256 = HexFormat.of().toHexDigits(seed * 64 + layers).repeat(4);
        return new PretrainedBackbone(
                backbone, new ToyEncoder(), Optional.empty(), sha256, "portable", "the weights are random");
    }
}
