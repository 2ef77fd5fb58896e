package org.earlyexit.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.bench.harness.EngineName;
import org.earlyexit.bench.harness.Isolation;
import org.earlyexit.bench.harness.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** What may be typed. Each method is a verb, its parameters are the options, and a small class does the work. */
@Command(
        name = "ee",
        description = "Trains and measures early-exit methods for language models on one footing.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = ToolkitVersion.class,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all done",
            "1:finished with failed cells, or a bug of this program",
            "2:the command line, a suite or a plugin must be put right",
            "3:data, a model or a file of results must be put right",
            "4:the machine must be put right: see ee check",
            "5:another run holds the run folder",
            "130:interrupted"
        })
final class Verbs {

    private static final String DEFAULT_SUITE = "quick";

    private final Console console;
    private final StopSignal stop;

    Verbs(Console console, StopSignal stop) {
        this.console = console;
        this.stop = stop;
    }

    private Composition composition(Optional<Path> plugins) {
        return Composition.of(console, stop, plugins);
    }

    @Command(description = "Lists what is installed.")
    int list(
            @Mixin Installation installation,
            @Parameters(
                            arity = "0..1",
                            paramLabel = "KIND",
                            description =
                                    "backbones, methods, strategies, classifiers, tasks or suites; by default all.")
                    Optional<ListedKind> kind) {
        try (Composition toolkit = composition(installation.plugins())) {
            return toolkit.verb(ListVerb.class).run(kind);
        }
    }

    @Command(description = "Looks for what a run needs, and says how to mend what is missing.")
    int check(@Mixin Installation installation, @Mixin Needs needs) {
        try (Composition toolkit = composition(installation.plugins())) {
            return toolkit.verb(CheckVerb.class).run(needs);
        }
    }

    @Command(
            description =
                    "Shows what a suite would do: its cells, what is shared, what is there already. Runs nothing.")
    int plan(
            @Mixin Installation installation,
            @Mixin Selection selection,
            @Mixin Place place,
            @Parameters(paramLabel = "SUITE", description = "A name of `ee list suites`, or a YAML file.")
                    String suite) {
        try (Composition toolkit = composition(installation.plugins())) {
            return toolkit.verb(PlanVerb.class).run(suite, selection.overrides(), place);
        }
    }

    @Command(description = "Runs a suite, going on where an earlier call stopped, and reports.")
    int bench(
            @Mixin Installation installation,
            @Mixin Selection selection,
            @Mixin Place place,
            @Mixin Isolating isolating,
            @Parameters(
                            arity = "0..1",
                            defaultValue = DEFAULT_SUITE,
                            paramLabel = "SUITE",
                            description = "A name of `ee list suites`, or a YAML file; by default ${DEFAULT-VALUE}.")
                    String suite) {
        try (Composition toolkit = composition(isolating.trusted(installation))) {
            Isolation isolation = isolating.isolation(installation, console);
            return toolkit.verb(BenchVerb.class).run(suite, selection.overrides(), place, isolation);
        }
    }

    @Command(description = "Holds the contracts of plugins against a jar, and grades it.")
    int tck(
            @Option(
                            names = "--time",
                            paramLabel = "TIME",
                            converter = TimeSpan.class,
                            defaultValue = "10m",
                            description = "How long all rules may take; by default ${DEFAULT-VALUE}.")
                    Duration time,
            @Parameters(paramLabel = "PLUGIN.jar", description = "A jar with plugins.") Path jar) {
        try (Composition toolkit = composition(Optional.empty())) {
            return toolkit.verb(TckVerb.class).run(jar, time);
        }
    }

    @Command(name = "tck-rules", hidden = true, description = "Looks at the rules for a call of tck that waits for it.")
    int tckRules(
            @Option(names = "--answer", required = true, description = "The file for the answer.") Path answers,
            @Option(names = "--pass-over", description = "A rule that is not looked at.") Set<String> passedOver,
            @Parameters(paramLabel = "PLUGIN.jar", description = "A jar with plugins.") Path jar) {
        return TckRules.run(jar, answers, passedOver == null ? Set.of() : passedOver);
    }

    @Command(hidden = true, description = "Makes one row for a call of bench that waits for it.")
    int row(
            @Mixin Installation installation,
            @Mixin Selection selection,
            @Mixin Place place,
            @Option(names = "--row", required = true, description = "Which row.") String row,
            @Option(names = "--answer", required = true, description = "The folder for the answer.") Path answers,
            @Parameters(paramLabel = "SUITE", description = "A YAML file.") String suite) {
        try (Composition toolkit = composition(installation.plugins())) {
            return toolkit.verb(RowVerb.class).run(suite, selection.overrides(), place, row, answers);
        }
    }

    @Command(description = "Writes tables, figures and the page of a run folder.")
    int report(
            @Parameters(paramLabel = "RUN_DIR", description = "The run folder.") Path run,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            description = "Where to write; by default the folder report in the run folder.")
                    Optional<Path> out,
            @Mixin ReportChoice choice) {
        try (Composition toolkit = composition(Optional.empty())) {
            return toolkit.verb(ReportVerb.class).run(run, out, choice);
        }
    }

    @Command(
            description =
                    "Works out the printed figures of a run folder again, from its samples and layer traces, and names"
                            + " what does not match; exit code 3 if anything does not.")
    int verify(
            @Mixin Installation installation,
            @Parameters(paramLabel = "RUN_DIR", description = "The run folder.") Path run) {
        try (Composition toolkit = composition(installation.plugins())) {
            return toolkit.verb(VerifyVerb.class).run(run);
        }
    }

    @Command(
            description = "Compares two run folders cell by cell, in both directions; exit code 1 if a figure differs.")
    int diff(
            @Parameters(index = "0", paramLabel = "RUN_DIR", description = "A run folder.") Path first,
            @Parameters(index = "1", paramLabel = "RUN_DIR", description = "Another.") Path second) {
        try (Composition toolkit = composition(Optional.empty())) {
            return toolkit.verb(DiffVerb.class).run(first, second);
        }
    }

    @Command(description = "Writes the zip file of eleven files that GLUE's test server takes.")
    int submit(
            @Parameters(
                            paramLabel = "DIR",
                            description =
                                    "Test-set predictions, one file a task: cola.tsv, sst-2.tsv and so on, with the columns"
                                            + " index and prediction.")
                    Path predictions,
            @Option(
                            names = "--out",
                            paramLabel = "FILE",
                            description = "The zip file; by default submission.zip in that folder.")
                    Optional<Path> out) {
        try (Composition toolkit = composition(Optional.empty())) {
            return toolkit.verb(SubmitVerb.class).run(predictions, out);
        }
    }

    @Command(description = "Shows what each layer of a trained model says of one input, and where it leaves.")
    int predict(
            @Mixin Installation installation,
            @Option(names = "--run", required = true, paramLabel = "CELL", description = "A cell of a run folder.")
                    Path cell,
            @Option(
                            names = "--engine",
                            paramLabel = "NAME",
                            defaultValue = "pytorch",
                            description = "pytorch or mxnet.")
                    EngineName engine,
            @Option(names = "--device", paramLabel = "NAME", defaultValue = "auto", description = "As for bench.")
                    String device,
            @Parameters(index = "0", paramLabel = "TEXT", description = "The text, or the first of two.") String first,
            @Parameters(index = "1", arity = "0..1", paramLabel = "TEXT", description = "The second text.")
                    Optional<String> second) {
        try (Composition toolkit = composition(installation.plugins())) {
            return toolkit.verb(PredictVerb.class).run(cell, engine, device, first, second);
        }
    }

    @Command(description = "Measures the toolkit itself against its targets: minutes on an idle machine.")
    int selfbench(
            @Option(
                            names = "--only",
                            split = ",",
                            paramLabel = "GOAL",
                            description = "Which goals, such as P2,P7; by default all.")
                    Set<String> only,
            @Option(names = "--pairs", paramLabel = "N", defaultValue = "5", description = "Pairs per comparison.")
                    int pairs,
            @Option(
                            names = "--python",
                            paramLabel = "PYTHON",
                            description = "A Python with PyTorch, which P3 and P4 stand beside.")
                    Optional<String> python,
            @Option(names = "--device", paramLabel = "NAME", defaultValue = "auto", description = "As for bench.")
                    String device) {
        try (Composition toolkit = composition(Optional.empty())) {
            return toolkit.verb(SelfbenchVerb.class).run(only == null ? Set.of() : only, pairs, python, device);
        }
    }
}
