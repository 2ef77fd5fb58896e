package org.earlyexit.bench.glue.builtin;

/**
 * Do two sentences say the same? Synonyms, the passive and the order of clauses change nothing; another person, day or
 * place, roles that change hands, and a "not" in one of the two do.
 */
final class ParaphraseGrammar implements Grammar {
    private static final int SAME = 1;

    @Override
    public Draft draw(Scene scene, int answer) {
        boolean same = answer == SAME;
        return switch (scene.dice().weighted(34, 18, 14, 12, 12, 10)) {
            case 0 -> content(scene, same);
            case 1 -> detail(scene, same);
            case 2 -> verb(scene, same);
            case 3 -> denial(scene, same);
            case 4 -> roles(scene, same);
            default -> clauses(scene, same);
        };
    }

    private static Draft content(Scene scene, boolean same) {
        Event event = Event.draw(scene);
        Event other = same ? event : Event.draw(scene).withDetail(event.detail());
        return draft(scene, event, other, same, 1);
    }

    private static Draft detail(Scene scene, boolean same) {
        Event event = Event.draw(scene);
        Event other = same ? event : event.withDetail(Event.detail(scene));
        while (!same && other.equals(event)) {
            other = event.withDetail(Event.detail(scene));
        }
        return draft(scene, event, other, same, 2);
    }

    private static Draft verb(Scene scene, boolean same) {
        WordPair words = scene.pair("same");
        WordPair others = same ? words : scene.dice().other(scene.words().pairs("same"), words);
        boolean first = scene.dice().coin();
        Event event = Event.draw(scene).withVerb(regular(words.pick(first)));
        return draft(scene, event, event.withVerb(regular(others.pick(!first))), same, 3);
    }

    /** The verbs of the list of synonyms are told in the past only. */
    private static Verb regular(String past) {
        return new Verb(past, past, past);
    }

    private static Draft denial(Scene scene, boolean same) {
        boolean happened = scene.dice().coin();
        Event event = Event.draw(scene).saidToHappen(happened);
        return draft(scene, event, event.saidToHappen(happened == same), same, 2);
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

    private static Draft draft(Scene scene, Event one, Event two, boolean same, int hardness) {
        boolean turned = scene.dice().chance(0.3);
        String first = scene.say(scene.dice().coin() && turned ? "passive" : "active", one.slots());
        String second = scene.say(turned ? "passive" : "active", two.slots());
        return Draft.pair(first, second, same ? SAME : 0, hardness);
    }
}
