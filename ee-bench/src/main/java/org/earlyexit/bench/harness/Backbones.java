package org.earlyexit.bench.harness;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.plugin.Offer;
import org.earlyexit.plugin.PluginRegistry;

/** Opens the backbone that a suite names: an installed one by its id, or a folder by its path. */
final class Backbones {

    private final BackboneFactory factory;
    private final Optional<Path> folder;

    /**
     * @param name a backbone's id, or the path of a folder
     * @throws ConfigException if it is neither
     */
    Backbones(PluginRegistry registry, String name) {
        List<BackboneFactory> offered =
                registry.backbones().stream().map(Offer::factory).toList();
        Optional<BackboneFactory> installed = offered.stream()
                .filter(f -> !f.readsFolder() && f.id().value().equals(name))
                .findFirst();
        this.folder = installed.isPresent() ? Optional.empty() : Optional.of(Path.of(name));
        this.factory = installed.orElseGet(() -> folderReader(offered, name));
    }

    private static BackboneFactory folderReader(List<BackboneFactory> offered, String name) {
        String known = String.join(
                ", ",
                offered.stream()
                        .filter(f -> !f.readsFolder())
                        .map(f -> f.id().value())
                        .toList());
        if (!Files.isDirectory(Path.of(name))) {
            throw new ConfigException(
                    "backbone must be an installed one or a HuggingFace folder, was '%s'; installed: %s"
                            .formatted(name, known));
        }
        return offered.stream()
                .filter(BackboneFactory::readsFolder)
                .findFirst()
                .orElseThrow(() ->
                        new ConfigException("No installed backbone reads folders; installed: %s".formatted(known)));
    }

    /** Loads the weights anew, into a manager below this one. */
    PretrainedBackbone open(NDManager manager) {
        return factory.open(new BackboneRequest(folder, manager));
    }

    /** What records call it: the id, or the folder's name. */
    String id() {
        return folder.map(path -> path.toAbsolutePath().normalize())
                .map(path -> path.getName(path.getNameCount() - 1).toString())
                .orElse(factory.id().value());
    }
}
