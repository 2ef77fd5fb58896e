package org.earlyexit.bench.glue.builtin;

import java.util.ArrayList;
import java.util.List;

/**
 * Does a premise entail its hypothesis, contradict it, or neither? By who did what, negation and opposites, kinds of
 * things, towns in countries, the order of arrivals, and the square of opposition of "all", "some" and "no".
 */
final class InferenceGrammar implements Grammar {
    private static final int ENTAILS = 0;
    private static final int NEUTRAL = 1;
    private static final int CONTRADICTS = 2;
    private static final List<String> QUANTIFIERS = List.of("all", "no", "some", "someNot");

    @Override
    public Draft draw(Scene scene, int answer) {
        return switch (scene.dice().weighted(44, 14, 10, 10, 8, 14)) {
            case 0 -> event(scene, answer);
            case 1 -> negation(scene, answer);
            case 2 -> kinds(scene, answer);
            case 3 -> places(scene, answer);
            case 4 -> order(scene, answer);
            default -> quantifiers(scene, answer);
        };
    }

    /**
     * What somebody knew happened cannot have failed to; what somebody believed may have, and who knows may not have
     * believed.
     */
    private static Draft event(Scene scene, int answer) {
        Dice dice = scene.dice();
        boolean neutral = answer == NEUTRAL;
        boolean happened = dice.chance(0.75);
        boolean believed = dice.chance(neutral ? 0.7 : 0.3);
        boolean agrees = neutral ? dice.coin() : answer == ENTAILS;
        Event event = Event.withThing(scene).saidToHappen(happened);
        String who = scene.word("person");
        String belief = scene.word("believed");
        String premise = attributed(scene, who, believed ? belief : scene.word("knew"), fact(scene, event));
        String hypothesis = fact(scene, event.saidToHappen(happened == agrees));
        if (believed != neutral) {
            hypothesis = attributed(scene, who, belief, hypothesis);
        }
        return Draft.pair(premise, hypothesis, answer, 1 + (happened ? 0 : 1) + (believed ? 1 : 0));
    }

    private static String fact(Scene scene, Event event) {
        Event told = event.withManner(Manner.draw(scene.dice()));
        return scene.say(scene.dice().chance(0.15) ? "passive" : "active", told.slots());
    }

    private static String attributed(Scene scene, String who, String verb, String fact) {
        return scene.say("attributed", "o", who, "k", verb, "c", fact);
    }

    private static String subject(Scene scene) {
        return scene.dice().coin() ? scene.word("name") : "the " + scene.word("person");
    }

    private static String state(Scene scene, String who, String adjective, boolean holds) {
        return scene.say(holds ? "is" : "isNot", "n", who, "a", adjective, "month", scene.word("month"));
    }

    /** Opposites exclude each other and leave nothing between them. */
    private static Draft negation(Scene scene, int answer) {
        String who = subject(scene);
        WordPair opposites = scene.dice().coin()
                ? scene.pair("opposite")
                : scene.pair("opposite").swapped();
        boolean holds = scene.dice().coin();
        boolean turned = scene.dice().chance(0.4);
        String adjective = turned ? opposites.other() : opposites.one();
        boolean same = answer == ENTAILS;
        boolean hypothesis = (holds == same) != turned;
        if (answer == NEUTRAL) {
            hypothesis = scene.dice().coin();
            adjective = scene.dice()
                    .other(scene.words().pairs("opposite"), opposites)
                    .pick(scene.dice().coin());
            adjective = opposites.one().equals(adjective) || opposites.other().equals(adjective) ? "famous" : adjective;
        }
        String premise = state(scene, who, opposites.one(), holds);
        return Draft.pair(premise, state(scene, who, adjective, hypothesis), answer, turned ? 3 : 2);
    }

    private static String has(Scene scene, String who, String thing, boolean holds) {
        return scene.say(holds ? "has" : "hasNot", "n", who, "k", thing, "day", scene.word("day"));
    }

    /** A dog is an animal, so whoever has no animal has no dog; the converse holds of neither. */
    private static Draft kinds(Scene scene, int answer) {
        String who = subject(scene);
        WordPair kind = scene.pair("kindOf");
        boolean found = scene.dice().coin();
        boolean narrow = (answer == NEUTRAL) != found;
        boolean holds = answer == NEUTRAL ? scene.dice().coin() : (answer == ENTAILS) == found;
        return Draft.pair(
                has(scene, who, kind.pick(narrow), found), has(scene, who, kind.pick(!narrow), holds), answer, 3);
    }

    private static String lives(Scene scene, String who, String place, boolean holds) {
        return scene.say(holds ? "lives" : "livesNot", "n", who, "t", place);
    }

    /** Who lives in Paris lives in France, and who lives in France does not live in Rome. */
    private static Draft places(Scene scene, int answer) {
        String who = subject(scene);
        WordPair home = scene.pair("city");
        boolean city = scene.dice().coin();
        if (answer == NEUTRAL) {
            String other = city ? home.other() : home.one();
            String whose = city ? subject(scene) : who;
            return Draft.pair(
                    lives(scene, who, home.pick(city), true),
                    lives(
                            scene,
                            whose.equals(who) && city ? "the saint" : whose,
                            other,
                            scene.dice().coin()),
                    answer,
                    2);
        }
        boolean inside = city;
        String place = inside ? home.other() : elsewhere(scene, home);
        boolean holds = inside == (answer == ENTAILS);
        return Draft.pair(lives(scene, who, home.pick(city), true), lives(scene, who, place, holds), answer, 3);
    }

    private static String elsewhere(Scene scene, WordPair home) {
        WordPair other = scene.pair("city");
        while (other.other().equals(home.other())) {
            other = scene.pair("city");
        }
        return other.one();
    }

    /** Three or four arrive in turn; or two of them at a time that is not told. */
    private static Draft order(Scene scene, int answer) {
        boolean longer = scene.dice().coin();
        List<String> names = scene.different("name", longer ? 4 : 3);
        String verb = scene.verb("objectless").past();
        int last = names.size() - 1;
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < last; i++) {
            boolean unknown = answer == NEUTRAL && i == last - 1;
            String earlier = unknown ? names.get(last) : names.get(i);
            String later = unknown ? names.get(i) : names.get(i + 1);
            facts.add(scene.say("before", "x", earlier, "y", later, "v", verb));
        }
        boolean forward =
                answer == ENTAILS || (answer == NEUTRAL && scene.dice().coin());
        String hypothesis =
                scene.say("before", "x", names.get(forward ? 0 : last), "y", names.get(forward ? last : 0), "v", verb);
        return Draft.pair(
                String.join(" ", scene.dice().several(facts, facts.size())), hypothesis, answer, longer ? 5 : 4);
    }

    private static Draft quantifiers(Scene scene, int answer) {
        Dice dice = scene.dice();
        String hypothesis = dice.pick(QUANTIFIERS);
        List<String> two = scene.different("state", 2);
        boolean elsewhere = answer == NEUTRAL && dice.chance(0.75);
        String premise = elsewhere ? dice.pick(List.of("all", "no")) : premise(dice, hypothesis, answer);
        String persons = scene.pair("persons").other();
        String place = scene.word("place");
        return Draft.pair(
                scene.say(premise, "n", persons, "p", place, "a", two.get(0)),
                scene.say(hypothesis, "n", persons, "p", place, "a", two.get(elsewhere ? 1 : 0)),
                answer,
                premise.equals(hypothesis) ? 2 : 3);
    }

    /** A premise to which the hypothesis stands as asked for, in the square of opposition. */
    private static String premise(Dice dice, String hypothesis, int answer) {
        boolean contradicts = answer == CONTRADICTS;
        return switch (hypothesis) {
            case "all" -> contradicts ? dice.pick(List.of("no", "someNot")) : answer == ENTAILS ? "all" : "some";
            case "no" -> contradicts ? dice.pick(List.of("all", "some")) : answer == ENTAILS ? "no" : "someNot";
            case "some" -> contradicts ? "no" : answer == ENTAILS ? dice.pick(List.of("all", "some")) : "someNot";
            default -> contradicts ? "all" : answer == ENTAILS ? dice.pick(List.of("no", "someNot")) : "some";
        };
    }
}
