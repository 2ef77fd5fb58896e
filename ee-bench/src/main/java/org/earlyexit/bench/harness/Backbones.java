package org.earlyexit.bench.harness;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.hub.HubCache;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.plugin.Offer;
import org.earlyexit.plugin.PluginRegistry;

/**
 * Opens the backbone that a suite names: an installed one by its id, a folder by its path, or a model that was fetched
 * by its name. Nothing is fetched here.
 */
final class Backbones {

    private final String name;
    private final BackboneFactory factory;
    private final Optional<Path> folder;

    /**
     * @param name a backbone's id, the path of a folder, or a model's name such as
     *     {@code google-bert/bert-base-uncased}
     * @throws ConfigException if it is none of these
     */
    Backbones(PluginRegistry registry, String name) {
        this(registry, name, HubCache.ofThisUser());
    }

    Backbones(PluginRegistry registry, String name, HubCache cache) {
        this.name = name;
        List<BackboneFactory> offered =
                registry.backbones().stream().map(Offer::factory).toList();
        Optional<BackboneFactory> installed = offered.stream()
                .filter(f -> !f.readsFolder() && f.id().value().equals(name))
                .findFirst();
        this.folder = installed.isPresent() ? Optional.empty() : Optional.of(cache.folderOf(name));
        this.factory = installed.orElseGet(() -> folderReader(offered, name, cache.folderOf(name)));
    }

    private static BackboneFactory folderReader(List<BackboneFactory> offered, String name, Path folder) {
        String known = String.join(
                ", ",
                offered.stream()
                        .filter(f -> !f.readsFolder())
                        .map(f -> f.id().value())
                        .toList());
        if (!Files.isDirectory(folder)) {
            throw new ConfigException(
                    "backbone must be an installed one, a HuggingFace folder or a fetched model, was '%s'; installed: %s; others come with ee model fetch"
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

    /** What records call it: the id, or the last part of the folder's or the model's name. */
    String id() {
        return folder.map(path -> Path.of(name).toAbsolutePath().normalize())
                .map(path -> path.getName(path.getNameCount() - 1).toString())
                .orElse(factory.id().value());
    }
}
