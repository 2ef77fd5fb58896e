package org.earlyexit.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.harness.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What may be typed after {@code ee model}. */
@Command(
        name = "model",
        description = {
            "Brings models of the HuggingFace hub here, and shows what a folder holds.",
            "",
            "Models lie in the cache that other programs use too: HF_HUB_CACHE, or else hub in HF_HOME, or else"
                    + " ~/.cache/huggingface/hub. What is fetched is a backbone by its name: ee bench --backbone ID."
        })
final class ModelVerbs {

    private final Console console;
    private final StopSignal stop;

    ModelVerbs(Console console, StopSignal stop) {
        this.console = console;
        this.stop = stop;
    }

    @Command(
            description = {
                "Fetches configuration, safetensors and tokenizer of a model. What broke off goes on.",
                "",
                "Each file must have the checksum that the hub names. Pickled weights (pytorch_model.bin) are never"
                        + " fetched. A token, from HF_TOKEN or `hf auth login`, goes to the hub alone, and only over"
                        + " https. A proxy is named with EE_JAVA_OPTS=\"-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT\"."
            })
    int fetch(
            @Parameters(paramLabel = "ID", description = "A model's name, such as google-bert/bert-base-uncased.")
                    String id,
            @Option(
                            names = "--revision",
                            paramLabel = "NAME",
                            defaultValue = "main",
                            description = "A branch, a tag or a commit; by default ${DEFAULT-VALUE}.")
                    String revision,
            @Option(
                            names = "--endpoint",
                            paramLabel = "URL",
                            description = "The hub's address; by default HF_ENDPOINT or https://huggingface.co.")
                    Optional<String> endpoint,
            @Option(
                            names = "--cache",
                            paramLabel = "DIR",
                            description = "Where models lie; by default as the environment says.")
                    Optional<String> cache,
            @Option(
                            names = "--offline",
                            description = "Open no socket: succeed only if it is here. So does HF_HUB_OFFLINE=1.")
                    boolean offline) {
        Map<String, String> changes = new HashMap<>();
        endpoint.ifPresent(address -> changes.put("HF_ENDPOINT", address));
        cache.ifPresent(folder -> changes.put("HF_HUB_CACHE", folder));
        if (offline) {
            changes.put("HF_HUB_OFFLINE", "1");
        }
        try (Composition toolkit = Composition.of(console, stop, Optional.empty())) {
            return toolkit.verb(ModelVerb.class).fetch(id, revision, changes);
        }
    }

    @Command(
            description =
                    "Shows family, sizes, parameters, types and tokenizer of a model, and what is missing; loads nothing,"
                            + " opens no socket. Exit code 3 if it cannot be a backbone.")
    int inspect(
            @Parameters(
                            paramLabel = "FOLDER|ID",
                            description = "A HuggingFace folder, or the name of a model that was fetched.")
                    String model,
            @Option(
                            names = "--cache",
                            paramLabel = "DIR",
                            description = "Where models lie; by default as the environment says.")
                    Optional<String> cache) {
        try (Composition toolkit = Composition.of(console, stop, Optional.empty())) {
            return toolkit.verb(ModelVerb.class)
                    .inspect(
                            model,
                            cache.map(folder -> Map.of("HF_HUB_CACHE", folder)).orElse(Map.of()));
        }
    }
}
