package org.earlyexit.bench.glue.builtin;

import java.util.List;
import java.util.Optional;
import org.earlyexit.bench.glue.Label;

/**
 * How much alike are two sentences? What differs takes its weight off the full score:
 *
 * <pre>{@code score = max(0, 5 - 1.5 [roles] - 2.5 [denial] - 1.25 [agent] - 1.25 [patient] - 1.5 [verb] - 0.5 [time])}
 * </pre>
 *
 * <p>The passive and the order of clauses take nothing off.
 */
final class SimilarityGrammar implements Grammar {
    private static final double FULL = 5;
    private static final double ROLES = 1.5;
    private static final double DENIAL = 2.5;
    private static final double PERSON_OR_THING = 1.25;
    private static final double VERB = 1.5;
    private static final double TIME = 0.5;
    private static final List<Double> SHARES = List.of(0.0, 0.0, 0.0, 0.3, 0.6);

    @Override
    public Draft draw(Scene scene, int answer) {
        Dice dice = scene.dice();
        Event one = Event.withThing(scene).withManner(Manner.draw(dice)).saidToHappen(dice.chance(0.75));
        Difference difference = new Difference(one.withManner(Manner.draw(dice)));
        double share = dice.pick(SHARES);
        if (dice.chance(share)) {
            String agent = dice.other(scene.words().list("person"), one.agent());
            difference.becomes(difference.event.withAgent(agent), PERSON_OR_THING);
        }
        if (dice.chance(share)) {
            String patient = dice.other(scene.words().list("thing"), one.patient());
            difference.becomes(difference.event.withPatient(patient), PERSON_OR_THING);
        }
        if (dice.chance(share)) {
            difference.becomes(
                    difference.event.withVerb(dice.other(scene.words().verbs("handle"), one.verb())), VERB);
        }
        if (dice.chance(share)) {
            difference.becomes(difference.event.withDetail(otherDetail(scene, one)), TIME);
        }
        if (dice.chance(0.45)) {
            difference.becomes(difference.event.saidToHappen(one.denied()), DENIAL);
        }
        if (dice.chance(0.15)) {
            difference.becomes(difference.event.reversed(), ROLES);
        }
        return draft(scene, one, difference);
    }

    private static Draft draft(Scene scene, Event one, Difference difference) {
        boolean turned = scene.dice().chance(0.25);
        String first = scene.say("active", one.slots());
        String second = scene.say(turned ? "passive" : "active", difference.event.slots());
        while (second.equals(first)) {
            second = scene.say("active", difference.event.slots());
        }
        int hardness = Math.min(5, Math.max(1, difference.count) + (turned ? 1 : 0) + (one.denied() ? 1 : 0));
        double score = Math.max(0, FULL - difference.cost);
        return new Draft(first, Optional.of(second), new Label.ScoreLabel(score), hardness);
    }

    private static String otherDetail(Scene scene, Event event) {
        String detail = Event.detail(scene);
        while (detail.equals(event.detail())) {
            detail = Event.detail(scene);
        }
        return detail;
    }

    /** An event on its way to the second sentence, and what that has cost so far. */
    private static final class Difference {
        private Event event;
        private double cost;
        private int count;

        Difference(Event event) {
            this.event = event;
        }

        void becomes(Event other, double weight) {
            event = other;
            cost += weight;
            count++;
        }
    }
}
