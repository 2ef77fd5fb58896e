package org.earlyexit.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.earlyexit.bench.harness.EngineName;
import org.earlyexit.bench.harness.StopSignal;
import org.earlyexit.report.table.Style;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses a command line, runs its verb, and turns whatever is thrown into one sentence and an exit code. */
final class CommandTree {

    private CommandTree() {}

    static CommandLine of(Console console, StopSignal stop) {
        CommandLine tree = new CommandLine(new Verbs(console, stop))
                .addSubcommand(new DataVerbs(console, stop))
                .addSubcommand(new ModelVerbs(console, stop));
        tree.getCommandSpec()
                .addOption(flag("--json", "Print one JSON document on stdout, everything else on stderr."))
                .addOption(flag("--debug", "Print the stack trace of an error."));
        return tree.setOut(console.printer())
                .setErr(console.errorPrinter())
                .registerConverter(EngineName.class, lowerCase(EngineName.class))
                .registerConverter(ListedKind.class, lowerCase(ListedKind.class))
                .registerConverter(Style.class, lowerCase(Style.class))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, args) -> endOfUsage(console, e, args))
                .setExecutionExceptionHandler((e, line, parsed) -> end(console, Failure.of(e)));
    }

    /** {@link Console} reads these two beforehand; here they are declared, so that they are known and explained. */
    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0")
                .scopeType(ScopeType.INHERIT)
                .description(description)
                .build();
    }

    /** Enums are typed in lower case, and messages list them so. */
    private static <E extends Enum<E>> ITypeConverter<E> lowerCase(Class<E> type) {
        return typed -> Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(typed))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("must be one of %s, was '%s'"
                        .formatted(Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT), typed)));
    }

    private static int end(Console console, Failure failure) {
        console.error(failure);
        return failure.exitCode();
    }

    private static int endOfUsage(Console console, ParameterException e, String[] args) {
        int exitCode = end(console, Failure.usage(sentence(e), e));
        if (args.length == 0) {
            e.getCommandLine().usage(console.err());
        }
        return exitCode;
    }

    private static String sentence(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return "'%s' is not known to %s%s; see %s --help"
                    .formatted(
                            unmatched.getUnmatched().get(0), command, suggestion(unmatched.getSuggestions()), command);
        }
        return "%s; see %s --help".formatted(e.getMessage(), command);
    }

    private static String suggestion(List<String> names) {
        return names.isEmpty() ? "" : names.stream().collect(Collectors.joining(" or ", " (did you mean ", "?)"));
    }
}
