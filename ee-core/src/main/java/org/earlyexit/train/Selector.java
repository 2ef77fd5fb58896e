package org.earlyexit.train;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.earlyexit.model.Parameter;

/**
 * Selects parameters by the name of their group. In a pattern {@code *} stands for any characters, all others for
 * themselves: {@code backbone.*}, {@code classifier[*]}, {@code classifier[12]}.
 *
 * @param include a parameter must match one of these
 * @param exclude and none of these
 */
public record Selector(List<String> include, List<String> exclude) {

    public Selector {
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Every parameter of the model. */
    public static Selector everything() {
        return new Selector(List.of("*"), List.of());
    }

    /** The parameters whose group matches one of these patterns. */
    public static Selector of(String... include) {
        return new Selector(List.of(include), List.of());
    }

    /** The same, without the groups that match one of these. */
    public Selector except(String... others) {
        return new Selector(include, List.of(others));
    }

    public boolean selects(Parameter parameter) {
        return matchesAny(include, parameter.group()) && !matchesAny(exclude, parameter.group());
    }

    private static boolean matchesAny(List<String> patterns, String group) {
        return patterns.stream()
                .anyMatch(pattern -> regex(pattern).matcher(group).matches());
    }

    private static Pattern regex(String pattern) {
        List<String> literals = List.of(pattern.split("\\*", -1));
        return Pattern.compile(literals.stream().map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
