package org.earlyexit.bench.glue.builtin;

/**
 * Do two sentences say the same? The passive, synonyms and the order of clauses change nothing; roles that change
 * hands, another person, day or place, and a "not" in one of the two do.
 */
final class ParaphraseGrammar implements Grammar {
    private static final int SAME = 1;
    private static final double PASSIVE = 0.25;

    @Override
    public Draft draw(Scene scene, int answer) {
        boolean same = answer == SAME;
        return switch (scene.dice().weighted(12, 52, 8, 8, 6, 6, 8)) {
            case 0 -> things(scene, same);
            case 1 -> denial(scene, same);
            case 2 -> content(scene, same);
            case 3 -> detail(scene, same);
            case 4 -> verb(scene, same);
            case 5 -> roles(scene, same);
            default -> clauses(scene, same);
        };
    }

    /** A person who buys a ring is not a ring that buys a person. */
    private static Draft things(Scene scene, boolean same) {
        Event event = Event.withThing(scene);
        return draft(scene, event, same ? event : event.reversed(), same, 2);
    }

    private static Draft content(Scene scene, boolean same) {
        Event event = Event.draw(scene);
        Event other = Event.draw(scene).withDetail(event.detail());
        return draft(scene, event, same ? event : other, same, 2);
    }

    private static Draft detail(Scene scene, boolean same) {
        Event event = Event.draw(scene);
        Event other = event;
        while (!same && other.equals(event)) {
            other = event.withDetail(Event.detail(scene));
        }
        return draft(scene, event, other, same, 3);
    }

    private static Draft verb(Scene scene, boolean same) {
        WordPair words = scene.pair("same");
        WordPair others = same ? words : scene.dice().other(scene.words().pairs("same"), words);
        boolean first = scene.dice().coin();
        Event event = Event.draw(scene).withVerb(toldInThePast(words.pick(first)));
        return draft(scene, event, event.withVerb(toldInThePast(others.pick(!first))), same, 3);
    }

    /** The verbs of the list of synonyms have one form. */
    private static Verb toldInThePast(String past) {
        return new Verb(past, past, past);
    }

    private static Draft denial(Scene scene, boolean same) {
        boolean happened = scene.dice().chance(0.75);
        Event event = Event.draw(scene).saidToHappen(happened);
        Event first = event.withManner(Manner.draw(scene.dice()));
        Event second = event.withManner(Manner.draw(scene.dice())).saidToHappen(happened == same);
        return draft(scene, first, second, same, happened ? 1 : 2);
    }

    private static Draft roles(Scene scene, boolean same) {
        Event event = Event.amongPersons(scene);
        return draft(scene, event, same ? event : event.reversed(), same, 4);
    }

    private static Draft clauses(Scene scene, boolean same) {
        Event one = Event.amongPersons(scene);
        Event two = Event.amongPersons(scene);
        boolean before = scene.dice().coin();
        String first = told(scene, before ? "before" : "after", one, two);
        String second = told(scene, before ? "after" : "before", same ? one : two, same ? two : one);
        return Draft.pair(first, second, same ? SAME : 0, 5);
    }

    private static String told(Scene scene, String frame, Event one, Event two) {
        return scene.say(frame, one.slots("c", two.agent(), "u", two.verb().past(), "d", two.patient()));
    }

    private static Draft draft(Scene scene, Event one, Event two, boolean same, int steps) {
        boolean turned = scene.dice().chance(PASSIVE);
        String first = scene.say("active", one.slots());
        String second = scene.say(turned ? "passive" : "active", two.slots());
        while (second.equals(first)) {
            second = scene.say("active", two.slots());
        }
        return Draft.pair(first, second, same ? SAME : 0, Math.min(5, turned ? steps + 1 : steps));
    }
}
