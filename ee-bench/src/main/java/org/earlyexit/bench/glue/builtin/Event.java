package org.earlyexit.bench.glue.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Who did what to whom, and when or where.
 *
 * @param detail a place or a time, as in "in may"
 * @param denied whether it is said that this did not happen
 * @param manner how that it happened, or did not, is said
 */
record Event(String agent, Verb verb, String patient, String detail, boolean denied, Manner manner) {

    static Event draw(Scene scene) {
        boolean amongPersons = scene.dice().coin();
        List<String> persons = scene.different("person", 2);
        String patient = amongPersons ? persons.get(1) : scene.word("thing");
        return new Event(
                persons.get(0),
                scene.verb(amongPersons ? "meet" : "handle"),
                patient,
                detail(scene),
                false,
                Manner.PLAIN);
    }

    /** A person does something to a thing, so that the two cannot well change places. */
    static Event withThing(Scene scene) {
        return new Event(
                scene.word("person"), scene.verb("handle"), scene.word("thing"), detail(scene), false, Manner.PLAIN);
    }

    /** Both are persons, so that they can change places and make as good a sentence. */
    static Event amongPersons(Scene scene) {
        List<String> persons = scene.different("person", 2);
        return new Event(persons.get(0), scene.verb("meet"), persons.get(1), detail(scene), false, Manner.PLAIN);
    }

    static String detail(Scene scene) {
        return switch (scene.dice().below(3)) {
            case 0 -> "in the " + scene.word("place");
            case 1 -> "in " + scene.word("month");
            default -> "on " + scene.word("day");
        };
    }

    Event withAgent(String other) {
        return new Event(other, verb, patient, detail, denied, manner);
    }

    Event withPatient(String other) {
        return new Event(agent, verb, other, detail, denied, manner);
    }

    Event withVerb(Verb other) {
        return new Event(agent, other, patient, detail, denied, manner);
    }

    Event withDetail(String other) {
        return new Event(agent, verb, patient, other, denied, manner);
    }

    Event withManner(Manner other) {
        return new Event(agent, verb, patient, detail, denied, other);
    }

    Event reversed() {
        return new Event(patient, verb, agent, detail, denied, manner);
    }

    Event saidToHappen(boolean happened) {
        return new Event(agent, verb, patient, detail, !happened, manner);
    }

    /** The slots a, b, v, w, x, base and part of a frame, and those given. */
    String[] slots(String... others) {
        String acts = manner.active(verb, !denied);
        String undergoes = manner.passive(verb, !denied);
        List<String> slots = new ArrayList<>(Arrays.asList(others));
        Collections.addAll(slots, "a", agent, "b", patient, "v", acts, "w", undergoes, "x", detail);
        Collections.addAll(slots, "base", verb.base(), "part", verb.participle());
        return slots.toArray(String[]::new);
    }
}
