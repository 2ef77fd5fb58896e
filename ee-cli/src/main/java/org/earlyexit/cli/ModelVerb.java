package org.earlyexit.cli;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.backbone.folder.FolderFacts;
import org.earlyexit.backbone.folder.HuggingFaceFolder;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.hub.HubCache;
import org.earlyexit.hub.HubSettings;
import org.earlyexit.hub.ModelFetch;
import org.earlyexit.hub.ModelId;
import org.earlyexit.hub.Patience;
import org.earlyexit.hub.Web;
import org.earlyexit.model.BackboneSpec;

/** Brings models here, and shows what they hold. */
final class ModelVerb {

    private static final String NAME = "google-bert/bert-base-uncased";

    private final Provider<ShownProgress> progress;
    private final Console console;

    @Inject
    ModelVerb(Provider<ShownProgress> progress, Console console) {
        this.progress = progress;
        this.console = console;
    }

    /** @param changes to the environment, as options make them */
    int fetch(String name, String revision, Map<String, String> changes) {
        if (!ModelId.isOne(name)) {
            throw new ConfigException("ID must be a model's name such as %s, was '%s'".formatted(NAME, name));
        }
        ModelId id = new ModelId(name);
        HubSettings settings = HubSettings.of(environment(changes), home());
        try (ShownProgress shown = progress.get()) {
            ShownDownload download = new ShownDownload(shown);
            Web web = new Web(settings.offline(), Patience.USUAL, download);
            Path folder = new ModelFetch(settings, web, download).fetch(id, revision);
            return tell(name, folder);
        }
    }

    /** @param changes to the environment, as options make them */
    int inspect(String model, Map<String, String> changes) {
        return tell(model, folder(model, HubCache.of(environment(changes), home())));
    }

    private static Path folder(String model, HubCache cache) {
        Path folder = cache.folderOf(model);
        if (ModelId.isOne(model) && !Files.isDirectory(folder)) {
            throw new ConfigException(
                    "A model must be a folder or one that was fetched, was '%s', which is not in %s; fetch it with ee model fetch %s"
                            .formatted(model, cache.folder(), model));
        }
        return folder;
    }

    private static Map<String, String> environment(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(changes);
        return environment;
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }

    private int tell(String model, Path folder) {
        FolderFacts facts = HuggingFaceFolder.inspect(folder);
        console.answer(document(model, folder, facts), () -> text(model, folder, facts));
        return facts.problems().isEmpty() ? ExitCode.DONE : ExitCode.INTEGRITY;
    }

    private static Map<String, Object> document(String model, Path folder, FolderFacts facts) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("model", model);
        document.put("folder", folder.toString());
        facts.spec().ifPresent(spec -> document.put("spec", spec));
        facts.weights().ifPresent(weights -> document.put("weights", weights));
        facts.tokenizer().ifPresent(tokenizer -> document.put("tokenizer", tokenizer));
        document.put("problems", facts.problems());
        return document;
    }

    private static String text(String model, Path folder, FolderFacts facts) {
        StringBuilder text = new StringBuilder();
        line(text, "model", Optional.of(model));
        line(text, "folder", Optional.of(folder.toString()));
        line(text, "family", facts.spec().map(BackboneSpec::family));
        line(text, "shape", facts.spec().map(ModelVerb::shape));
        line(text, "parameters", facts.weights().map(ModelVerb::parameters));
        line(
                text,
                "not used",
                facts.weights()
                        .map(weights -> String.join(", ", weights.notUsed()))
                        .filter(names -> !names.isEmpty()));
        line(
                text,
                "tokenizer",
                facts.tokenizer().map(tokenizer -> "%s, %d tokens".formatted(tokenizer.file(), tokenizer.tokens())));
        facts.problems().forEach(problem -> line(text, "NO", Optional.of(problem)));
        if (facts.problems().isEmpty()) {
            line(text, "use", Optional.of("ee bench --backbone " + model));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String what, Optional<String> found) {
        found.ifPresent(value -> text.append("%-10s  %s%n".formatted(what, value)));
    }

    private static String shape(BackboneSpec spec) {
        return "%d layers, hidden %d, %d heads, intermediate %d, vocabulary %d, %d positions"
                .formatted(
                        spec.layers(),
                        spec.hidden(),
                        spec.heads(),
                        spec.intermediate(),
                        spec.vocabulary(),
                        spec.maxPositions());
    }

    private static String parameters(FolderFacts.WeightFacts weights) {
        return String.format(
                Locale.ROOT,
                "%,d in the encoder and its pooler; %s of %s",
                weights.parameters(),
                Amounts.bytes(weights.bytes()),
                String.join(", ", weights.types()));
    }
}
