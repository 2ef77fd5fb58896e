package org.earlyexit.bench.glue.builtin;

import java.util.List;
import java.util.Optional;
import org.earlyexit.bench.glue.Label;

/**
 * How much alike are two sentences? Five facts make a sentence; each that differs takes its weight off the full score:
 *
 * <pre>{@code score = 5 - 1.25 [agent] - 1.5 [verb] - 1.25 [patient] - 0.5 [place] - 0.5 [time]}</pre>
 */
final class SimilarityGrammar implements Grammar {
    private static final double FULL = 5;
    private static final double AGENT = 1.25;
    private static final double VERB = 1.5;
    private static final double PATIENT = 1.25;
    private static final double CIRCUMSTANCE = 0.5;
    private static final int MAX_HARDNESS = 5;

    @Override
    public Draft draw(Scene scene, int answer) {
        Dice dice = scene.dice();
        double share = dice.pick(List.of(0.0, 0.2, 0.5, 0.8, 1.0));
        boolean agent = dice.chance(share);
        boolean verb = dice.chance(share);
        boolean patient = dice.chance(share);
        boolean place = dice.chance(share);
        boolean time = dice.chance(share);

        Event one = Event.draw(scene).withDetail(day(scene));
        String where = scene.word("place");
        boolean turned = dice.chance(0.25);
        String first = scene.say("active", one.slots("p", where));
        Event two = changed(scene, one, agent, verb, patient).withDetail(time ? otherDay(scene, one) : one.detail());
        String elsewhere = place ? dice.other(scene.words().list("place"), where) : where;
        String second = scene.say(turned ? "passive" : "active", two.slots("p", elsewhere));

        double score = FULL - cost(agent, AGENT) - cost(verb, VERB) - cost(patient, PATIENT);
        score -= cost(place, CIRCUMSTANCE) + cost(time, CIRCUMSTANCE);
        int differing = count(agent, verb, patient, place, time);
        int hardness = Math.min(MAX_HARDNESS, Math.min(1 + differing, 6 - differing) + (turned ? 1 : 0));
        return new Draft(first, Optional.of(second), new Label.ScoreLabel(score), hardness);
    }

    private static Event changed(Scene scene, Event event, boolean agent, boolean verb, boolean patient) {
        boolean thing = scene.words().list("thing").contains(event.patient());
        Event result = event;
        if (agent) {
            result = result.withAgent(scene.dice().other(scene.words().list("person"), event.agent()));
        }
        if (verb) {
            result = result.withVerb(scene.dice().other(scene.words().verbs(thing ? "handle" : "meet"), event.verb()));
        }
        if (patient) {
            String list = thing ? "thing" : "person";
            result = result.withPatient(scene.dice().other(scene.words().list(list), event.patient()));
        }
        return result;
    }

    private static String day(Scene scene) {
        return scene.word(scene.dice().coin() ? "day" : "month");
    }

    private static String otherDay(Scene scene, Event event) {
        String list = scene.words().list("day").contains(event.detail()) ? "day" : "month";
        return scene.dice().other(scene.words().list(list), event.detail());
    }

    private static double cost(boolean differs, double weight) {
        return differs ? weight : 0;
    }

    private static int count(boolean... facts) {
        int count = 0;
        for (boolean fact : facts) {
            count += fact ? 1 : 0;
        }
        return count;
    }
}
