package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.earlyexit.plugin.PluginRegistry;

/** Lists what is installed. */
final class ListVerb {

    private final Listings listings;
    private final PluginRegistry registry;
    private final Console console;

    @Inject
    ListVerb(Listings listings, PluginRegistry registry, Console console) {
        this.listings = listings;
        this.registry = registry;
        this.console = console;
    }

    int run(Optional<ListedKind> kind) {
        List<ListedKind> kinds = kind.map(List::of).orElse(Arrays.asList(ListedKind.values()));
        Map<String, Listing> sections = new LinkedHashMap<>();
        kinds.forEach(one -> sections.put(one.toString(), listings.of(one)));
        Map<String, Object> document = new LinkedHashMap<>();
        sections.forEach((name, listing) -> document.put(name, listing.entries()));
        console.answer(document, () -> text(sections));
        registry.problems().forEach(problem -> console.err().println("ee: Left out, see ee check: " + problem));
        return ExitCode.DONE;
    }

    private static String text(Map<String, Listing> sections) {
        return sections.entrySet().stream()
                .map(section -> section.getKey().toUpperCase(Locale.ROOT) + "\n"
                        + section.getValue().text())
                .collect(Collectors.joining("\n"));
    }
}
