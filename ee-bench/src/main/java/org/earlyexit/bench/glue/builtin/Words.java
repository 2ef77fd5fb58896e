package org.earlyexit.bench.glue.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The word lists that every grammar draws from. */
final class Words {
    private final Map<String, List<String>> lists;
    private final Map<String, List<WordPair>> pairs;
    private final Map<String, List<Verb>> verbs;

    private Words(Map<String, List<String>> lists, Map<String, List<WordPair>> pairs, Map<String, List<Verb>> verbs) {
        this.lists = lists;
        this.pairs = pairs;
        this.verbs = verbs;
    }

    static Words bundled() {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        Map<String, List<WordPair>> pairs = new LinkedHashMap<>();
        Map<String, List<Verb>> verbs = new LinkedHashMap<>();
        Resources.words().forEach((name, text) -> {
            List<String> list = List.copyOf(Arrays.asList(text.split(" ")));
            if (list.get(0).contains("/")) {
                pairs.put(name, list.stream().map(WordPair::of).toList());
            } else if (list.get(0).contains("-")) {
                verbs.put(name, list.stream().map(Verb::of).toList());
            } else {
                lists.put(name, list);
            }
        });
        return new Words(lists, pairs, verbs);
    }

    List<String> list(String name) {
        return known(lists, name);
    }

    List<WordPair> pairs(String name) {
        return known(pairs, name);
    }

    List<Verb> verbs(String name) {
        return known(verbs, name);
    }

    /** Every single word there is, in every form, for a check against a vocabulary. */
    List<String> everyWord() {
        List<String> all = new ArrayList<>();
        lists.values().forEach(all::addAll);
        pairs.values().forEach(list -> list.forEach(pair -> Collections.addAll(all, pair.one(), pair.other())));
        verbs.values()
                .forEach(list ->
                        list.forEach(verb -> Collections.addAll(all, verb.base(), verb.past(), verb.participle())));
        return all;
    }

    private static <T> List<T> known(Map<String, List<T>> lists, String name) {
        List<T> list = lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException(
                    "a word list must be one of %s, was '%s'".formatted(lists.keySet(), name));
        }
        return list;
    }
}
