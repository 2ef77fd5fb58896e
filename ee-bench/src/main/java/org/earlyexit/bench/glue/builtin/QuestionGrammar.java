package org.earlyexit.bench.glue.builtin;

import java.util.List;

/**
 * Does a sentence answer a question? It must tell what the question asks for (a place, a time, a cause, a person), and
 * of the same people doing the same thing to one another.
 */
final class QuestionGrammar implements Grammar {
    private static final int ANSWERS = 0;
    private static final List<String> QUESTIONS = List.of("where", "when", "why", "how long");

    @Override
    public Draft draw(Scene scene, int answer) {
        boolean answers = answer == ANSWERS;
        return switch (scene.dice().weighted(45, 15, 15, 15, 10)) {
            case 0 -> kind(scene, answers, false);
            case 1 -> kind(scene, answers, true);
            case 2 -> who(scene, answers);
            case 3 -> otherFact(scene, answers);
            default -> roles(scene, answers);
        };
    }

    /** The sentence tells one circumstance or two; the question asks for one of these, or for none of them. */
    private static Draft kind(Scene scene, boolean answers, boolean two) {
        List<String> kinds = scene.dice().several(QUESTIONS, 3);
        Event event = Event.draw(scene);
        String told = circumstance(scene, kinds.get(0));
        String detail = two ? told + " " + circumstance(scene, kinds.get(1)) : told;
        int asked = answers ? scene.dice().below(two ? 2 : 1) : 2;
        return draft(scene, kinds.get(asked), event, event.withDetail(detail), answers, two ? 2 : 1);
    }

    private static Draft who(Scene scene, boolean answers) {
        List<String> kinds = scene.dice().several(QUESTIONS, 2);
        Event event = Event.draw(scene).withDetail(circumstance(scene, kinds.get(0)));
        String question = scene.say("askWho", event.slots());
        String other = answers ? "by the " + event.agent() : circumstance(scene, kinds.get(1));
        return Draft.pair(question, scene.say("tellNobody", event.slots("z", other)), answers ? ANSWERS : 1, 3);
    }

    /** Another person or thing than the one that the question is about. */
    private static Draft otherFact(Scene scene, boolean answers) {
        String kind = scene.dice().pick(QUESTIONS);
        Event asked = Event.draw(scene);
        Event told = asked.withDetail(circumstance(scene, kind));
        if (!answers) {
            Event other = Event.draw(scene);
            told = other.withDetail(told.detail());
        }
        return draft(scene, kind, asked, told, answers, 2);
    }

    private static Draft roles(Scene scene, boolean answers) {
        String kind = scene.dice().pick(QUESTIONS);
        Event asked = Event.amongPersons(scene).withDetail(circumstance(scene, kind));
        return draft(scene, kind, asked, answers ? asked : asked.reversed(), answers, 4);
    }

    private static Draft draft(Scene scene, String kind, Event asked, Event told, boolean answers, int hardness) {
        String question = scene.say("ask", asked.slots("q", kind));
        return Draft.pair(question, scene.say("tell", told.slots()), answers ? ANSWERS : 1, hardness);
    }

    private static String circumstance(Scene scene, String question) {
        return switch (question) {
            case "where" -> "in the " + scene.word("place");
            case "when" -> scene.dice().coin() ? "on " + scene.word("day") : "in " + scene.word("month");
            case "why" -> "because of the " + scene.word("cause");
            default ->
                "for %s %s".formatted(scene.word("number"), scene.dice().pick(List.of("days", "weeks", "years")));
        };
    }
}
