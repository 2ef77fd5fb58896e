package org.earlyexit.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.earlyexit.spi.ComponentId;

/**
 * All factories of one kind, by id.
 *
 * @param <T> the kind of factory
 */
final class Catalog<T> {

    private final String noun;
    private final Map<String, Offer<T>> offers = new TreeMap<>();

    /**
     * Sorts offers by id.
     *
     * @param noun what messages call them: {@code exit strategy}
     * @throws PluginException if an id is offered twice, naming every double
     */
    Catalog(String noun, Collection<Offer<T>> offers, Function<T, ComponentId> id) {
        this.noun = noun;
        List<String> doubles = new ArrayList<>();
        for (Offer<T> offer : offers) {
            String name = id.apply(offer.factory()).value();
            Offer<T> earlier = this.offers.putIfAbsent(name, offer);
            if (earlier != null) {
                doubles.add("%s '%s' is offered twice, by %s and by %s; remove one of them"
                        .formatted(capitalized(noun), name, earlier.source(), offer.source()));
            }
        }
        if (!doubles.isEmpty()) {
            throw new PluginException(doubles);
        }
    }

    /** All offers, sorted by id. */
    List<Offer<T>> all() {
        return List.copyOf(offers.values());
    }

    /**
     * The offer of that id.
     *
     * @throws PluginException if there is none; the message lists what there is and suggests the nearest
     */
    Offer<T> find(String id) {
        Offer<T> offer = offers.get(id);
        if (offer == null) {
            throw new PluginException("No %s is called '%s'; installed: %s%s"
                    .formatted(
                            noun,
                            id,
                            offers.isEmpty() ? "none" : String.join(", ", offers.keySet()),
                            nearest(id).map("; did you mean '%s'?"::formatted).orElse("")));
        }
        return offer;
    }

    private Optional<String> nearest(String id) {
        int limit = Math.max(1, id.length() / 3);
        Map<Integer, String> byDistance = offers.keySet().stream()
                .collect(Collectors.toMap(
                        name -> EditDistance.between(id, name), Function.identity(), (a, b) -> a, TreeMap::new));
        return byDistance.entrySet().stream()
                .findFirst()
                .filter(entry -> entry.getKey() <= limit)
                .map(Map.Entry::getValue);
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
