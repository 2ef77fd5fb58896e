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
        return switch (scene.dice().weighted(28, 10, 8, 6, 6, 42)) {
            case 0 -> kind(scene, answers, scene.dice().chance(0.3));
            case 1 -> things(scene, answers);
            case 2 -> who(scene, answers);
            case 3 -> otherFact(scene, answers);
            case 4 -> roles(scene, answers);
            default -> denied(scene, answers);
        };
    }

    /** Most questions ask for a place, as people do. */
    private static String question(Scene scene) {
        return QUESTIONS.get(scene.dice().weighted(55, 25, 12, 8));
    }

    /** The sentence tells one circumstance or two; the question asks for one of these, or for none of them. */
    private static Draft kind(Scene scene, boolean answers, boolean two) {
        String asked = question(scene);
        Event event = Event.draw(scene);
        String told = answers ? asked : scene.dice().other(QUESTIONS, asked);
        String detail = circumstance(scene, told);
        if (two) {
            String besides = scene.dice().other(QUESTIONS, told);
            while (besides.equals(asked)) {
                besides = scene.dice().other(QUESTIONS, told);
            }
            detail = detail + " " + circumstance(scene, besides);
        }
        return draft(scene, asked, event, event.withDetail(detail), answers, two ? 2 : 1);
    }

    /** Who asks where a king found a ring does not ask where a ring found a king. */
    private static Draft things(Scene scene, boolean answers) {
        String asked = question(scene);
        Event event = Event.withThing(scene).withDetail(circumstance(scene, asked));
        return draft(scene, asked, event, answers ? event : event.reversed(), answers, 2);
    }

    private static Draft who(Scene scene, boolean answers) {
        List<String> kinds = scene.dice().several(QUESTIONS, 2);
        Event event = Event.draw(scene).withDetail(circumstance(scene, kinds.get(0)));
        String question = scene.say("askWho", event.slots());
        String other = answers ? "by the " + event.agent() : circumstance(scene, kinds.get(1));
        return Draft.pair(question, scene.say("tellNobody", event.slots("z", other)), answers ? ANSWERS : 1, 3);
    }

    /** Another person and thing than those that the question is about. */
    private static Draft otherFact(Scene scene, boolean answers) {
        String kind = question(scene);
        Event asked = Event.draw(scene).withDetail(circumstance(scene, kind));
        Event other = Event.draw(scene).withDetail(asked.detail());
        return draft(scene, kind, asked, answers ? asked : other, answers, 3);
    }

    /** Why it happened is not answered by its not having happened, nor why it did not by its having. */
    private static Draft denied(Scene scene, boolean answers) {
        boolean happened = scene.dice().chance(0.75);
        String kind = question(scene);
        Event asked = Event.draw(scene).withDetail(circumstance(scene, kind)).saidToHappen(happened);
        Event told = asked.saidToHappen(happened == answers).withManner(Manner.draw(scene.dice()));
        return draft(scene, kind, asked, told, answers, happened ? 1 : 2);
    }

    private static Draft roles(Scene scene, boolean answers) {
        String kind = question(scene);
        Event asked = Event.amongPersons(scene).withDetail(circumstance(scene, kind));
        return draft(scene, kind, asked, answers ? asked : asked.reversed(), answers, 4);
    }

    private static Draft draft(Scene scene, String kind, Event asked, Event told, boolean answers, int steps) {
        boolean turned = scene.dice().chance(0.25);
        String question = scene.say(asked.denied() ? "askNot" : "ask", asked.slots("q", kind));
        String sentence = scene.say(turned ? "tellPassive" : "tell", told.slots());
        return Draft.pair(question, sentence, answers ? ANSWERS : 1, turned ? steps + 1 : steps);
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
