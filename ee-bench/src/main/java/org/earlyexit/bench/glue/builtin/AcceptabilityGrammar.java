package org.earlyexit.bench.glue.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Is it a sentence of English? Subjects and verbs agree whatever stands between them, words keep their order, verbs
 * have the objects they need and no others, reflexives have the gender of their subject, and a "who" leaves a gap
 * behind.
 *
 * <p>Each rule is a two-by-two of forms, of which two cells are good and two are bad.
 */
final class AcceptabilityGrammar implements Grammar {
    private static final int GOOD = 1;

    @Override
    public Draft draw(Scene scene, int answer) {
        boolean good = answer == GOOD;
        return switch (scene.dice().weighted(32, 26, 7, 6, 3, 7, 6, 5, 8)) {
            case 0 -> scrambled(scene, good);
            case 1 -> swapped(scene, good);
            case 2 -> agreement(scene, good, "agreement", 2);
            case 3 -> agreement(scene, good, "attractor", 3);
            case 4 -> agreement(scene, good, "relative", 5);
            case 5 -> object(scene, good);
            case 6 -> reflexive(scene, good);
            case 7 -> gap(scene, good);
            default -> scene.dice().coin() ? determiner(scene, good) : auxiliary(scene, good);
        };
    }

    private static Draft draft(Scene scene, String core, boolean good, int hardness) {
        String sentence = scene.say("sentence", "core", core, "month", scene.word("month"), "day", scene.word("day"));
        return Draft.single(sentence, good ? GOOD : 0, hardness);
    }

    private static WordPair noun(Scene scene) {
        return scene.pair(scene.dice().coin() ? "persons" : "goods");
    }

    private static Draft agreement(Scene scene, boolean good, String frame, int hardness) {
        boolean singular = scene.dice().coin();
        WordPair copula = scene.pair("copula");
        String adjective = scene.word("state");
        String state = "has".equals(copula.one()) ? "been " + adjective : adjective;
        String core = scene.say(
                frame,
                "n",
                noun(scene).pick(singular),
                "m",
                noun(scene).pick(scene.dice().coin()),
                "o",
                noun(scene).pick(scene.dice().coin()),
                "v",
                copula.pick(singular == good),
                "adj",
                state);
        return draft(scene, core, good, hardness);
    }

    private static Draft scrambled(Scene scene, boolean good) {
        List<String> words = plain(scene);
        List<String> mixed = words;
        while (!good && mixed.equals(words)) {
            mixed = scene.dice().several(words, words.size());
        }
        return draft(scene, String.join(" ", mixed), good, 1);
    }

    /** Two neighbours change places; none of the frames has the same word twice running. */
    private static Draft swapped(Scene scene, boolean good) {
        List<String> words = plain(scene);
        if (!good) {
            int place = scene.dice().below(words.size() - 1);
            Collections.swap(words, place, place + 1);
        }
        return draft(scene, String.join(" ", words), good, 2);
    }

    private static List<String> plain(Scene scene) {
        String[] slots = {
            "adj", scene.word("trait"),
            "n", scene.word("person"),
            "v", scene.verb("meet").past(),
            "m", scene.word("person")
        };
        return new ArrayList<>(Arrays.asList(scene.say("order", slots).split(" ", -1)));
    }

    private static Draft object(Scene scene, boolean good) {
        boolean takesObject = scene.dice().coin();
        String core = scene.say(
                takesObject == good ? "object" : "bare",
                "n",
                scene.word("person"),
                "adj",
                scene.word("trait"),
                "v",
                scene.verb(takesObject ? "needing" : "objectless").past(),
                "o",
                scene.word("thing"));
        return draft(scene, core, good, 2);
    }

    private static Draft reflexive(Scene scene, boolean good) {
        boolean male = scene.dice().coin();
        boolean near = scene.dice().coin();
        String core = scene.say(
                near ? "selfNear" : "self",
                "n",
                scene.pair("males").pick(male),
                "m",
                scene.pair("males").pick(!male),
                "adj",
                scene.word("trait"),
                "v",
                scene.verb("meet").past(),
                "r",
                male == good ? "himself" : "herself");
        return draft(scene, core, good, near ? 4 : 3);
    }

    private static Draft gap(Scene scene, boolean good) {
        boolean asks = scene.dice().coin();
        String core = scene.say(
                (asks ? "who" : "that") + (asks == good ? "" : "Object"),
                "n",
                scene.word("person"),
                "v",
                scene.verb("needing").past(),
                "m",
                scene.word("person"));
        return draft(scene, core, good, 4);
    }

    private static Draft determiner(Scene scene, boolean good) {
        boolean singular = scene.dice().coin();
        String core = scene.say(
                "determiner",
                "d",
                scene.pair("determiner").pick(singular),
                "n",
                scene.pair("persons").pick(singular == good),
                "v",
                scene.verb("objectless").past(),
                "place",
                scene.word("place"));
        return draft(scene, core, good, 2);
    }

    private static Draft auxiliary(Scene scene, boolean good) {
        boolean perfect = scene.dice().coin();
        Verb verb = scene.verb("irregular");
        String core = scene.say(
                "auxiliary",
                "n",
                scene.word("person"),
                "aux",
                scene.dice().pick(perfect ? List.of("had", "has") : List.of("will", "did", "could")),
                "v",
                perfect == good ? verb.participle() : verb.base());
        return draft(scene, core, good, 2);
    }
}
