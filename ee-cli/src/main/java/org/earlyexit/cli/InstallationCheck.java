package org.earlyexit.cli;

import ai.djl.ndarray.NDManager;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earlyexit.hub.HubCache;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.plugin.Offer;
import org.earlyexit.plugin.PluginProblem;
import org.earlyexit.plugin.PluginRegistry;

/** Looks at the plugins, and loads a backbone. */
final class InstallationCheck {

    private static final String PROBE = "The quick brown fox jumps over the lazy dog.";
    private static final int PROBE_LENGTH = 32;

    private final PluginRegistry registry;

    @Inject
    InstallationCheck(PluginRegistry registry) {
        this.registry = registry;
    }

    List<Finding> plugins() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.good(
                "plugins",
                "%d backbones, %d methods, %d exit strategies, %d internal classifiers"
                        .formatted(
                                registry.backbones().size(),
                                registry.methods().size(),
                                registry.exitStrategies().size(),
                                registry.internalClassifiers().size())));
        for (PluginProblem problem : registry.problems()) {
            findings.add(Finding.bad("plugin", problem.toString(), "mend or remove the plugin"));
        }
        return findings;
    }

    Finding backbone(String name, NDManager manager) {
        Optional<BackboneFactory> installed = registry.backbones().stream()
                .map(Offer::factory)
                .filter(factory ->
                        !factory.readsFolder() && factory.id().value().equals(name))
                .findFirst();
        Optional<BackboneFactory> factory = installed.or(this::folderReader);
        if (factory.isEmpty()) {
            return Finding.bad("backbone", "no backbone is called " + name, "choose one of ee list backbones");
        }
        Optional<Path> folder = installed.isPresent()
                ? Optional.empty()
                : Optional.of(HubCache.ofThisUser().folderOf(name));
        try (PretrainedBackbone opened = factory.get().open(new BackboneRequest(folder, manager))) {
            return Finding.good("backbone", words(name, opened));
        } catch (ModelException e) {
            return Finding.bad("backbone", String.valueOf(e.getMessage()), "mend the folder, or name another backbone");
        }
    }

    private Optional<BackboneFactory> folderReader() {
        return registry.backbones().stream()
                .map(Offer::factory)
                .filter(BackboneFactory::readsFolder)
                .findFirst();
    }

    private static String words(String name, PretrainedBackbone opened) {
        BackboneSpec spec = opened.backbone().spec();
        int tokens = opened.encoder().encode(PROBE, null, PROBE_LENGTH).length();
        String note = opened.note().isEmpty() ? "" : "; " + opened.note();
        return "%s: %s, %d layers, hidden %d, %d heads, vocabulary %d; kernel %s; its tokenizer cuts a pangram into %d%s"
                .formatted(
                        name,
                        spec.family(),
                        spec.layers(),
                        spec.hidden(),
                        spec.heads(),
                        spec.vocabulary(),
                        opened.kernel(),
                        tokens,
                        note);
    }
}
