package org.earlyexit.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.earlyexit.bench.harness.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What may be typed after {@code ee data}. */
@Command(
        name = "data",
        description = {
            "Brings GLUE here in its official layout, and looks whether it is whole.",
            "",
            "A data folder holds CoLA, SST-2, MRPC, STS-B, QQP, MNLI, QNLI, RTE, WNLI and AX; bench, plan and check"
                    + " read it where --data names it."
        })
final class DataVerbs {

    private static final String FOLDER = "data/glue";

    private final Console console;
    private final StopSignal stop;

    DataVerbs(Console console, StopSignal stop) {
        this.console = console;
        this.stop = stop;
    }

    @Command(
            description = {
                "Fetches tasks from where GLUE is hosted. What is whole is left alone; what broke off goes on.",
                "",
                "Each file must have the length and the SHA-256 that were published for it, and every row is read before"
                        + " a file gets its place. MRPC is not hosted by GLUE: what comes is SentEval's copy, whose"
                        + " text is tokenized; import the original if you have it. A proxy is named with"
                        + " EE_JAVA_OPTS=\"-Dhttps.proxyHost=HOST -Dhttps.proxyPort=PORT\"."
            })
    int fetch(
            @Parameters(
                            arity = "0..*",
                            paramLabel = "TASK",
                            description = "Tasks of `ee list tasks`, such as rte; by default all of GLUE (380 MB).")
                    List<String> tasks,
            @Option(
                            names = "--to",
                            paramLabel = "DIR",
                            defaultValue = FOLDER,
                            description = "The data folder; by default ${DEFAULT-VALUE}.")
                    Path folder,
            @Option(
                            names = "--mirror",
                            paramLabel = "URL",
                            description =
                                    "The address of a folder with the same files (CoLA.zip and so on), asked before the"
                                            + " official host; several are asked in their order.")
                    List<URI> mirrors,
            @Option(
                            names = "--offline",
                            description = "Open no socket: succeed only if all is here. So does HF_HUB_OFFLINE=1.")
                    boolean offline) {
        try (Composition toolkit = Composition.of(console, stop, Optional.empty())) {
            return toolkit.verb(DataVerb.class)
                    .fetch(tasks == null ? List.of() : tasks, folder, mirrors == null ? List.of() : mirrors, offline);
        }
    }

    @Command(
            name = "import",
            description = {
                "Brings GLUE from a folder or a zip file into the official layout; opens no socket.",
                "",
                "Folders may be named as the usual scripts name them (SST-2, sst2, diagnostic). MRPC is cut from"
                        + " msr_paraphrase_train.txt, msr_paraphrase_test.txt and dev_ids.tsv where those are there."
                        + " An archive may have 200 entries, 2 GiB and 200 times its own size, no links, and nothing"
                        + " that leaves its folder."
            })
    int importFrom(
            @Parameters(paramLabel = "DIR|ZIP", description = "A folder with GLUE or one task of it, or a zip file.")
                    Path source,
            @Option(
                            names = "--to",
                            paramLabel = "DIR",
                            defaultValue = FOLDER,
                            description = "The data folder; by default ${DEFAULT-VALUE}.")
                    Path folder) {
        try (Composition toolkit = Composition.of(console, stop, Optional.empty())) {
            return toolkit.verb(DataVerb.class).importFrom(source, folder);
        }
    }

    @Command(
            description = {
                "Reads every file of a data folder: columns, labels, rows against the official number, known digests.",
                "",
                "Exit code 3 if a file is damaged, has another number of rows, or is missing of a task that is there"
                        + " otherwise; a missing test set is only said."
            })
    int verify(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "DIR",
                            defaultValue = FOLDER,
                            description = "The data folder; by default ${DEFAULT-VALUE}.")
                    Path folder) {
        try (Composition toolkit = Composition.of(console, stop, Optional.empty())) {
            return toolkit.verb(DataVerb.class).verify(folder);
        }
    }
}
