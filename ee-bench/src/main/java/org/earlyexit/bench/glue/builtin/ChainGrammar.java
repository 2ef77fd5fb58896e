package org.earlyexit.bench.glue.builtin;

import java.util.ArrayList;
import java.util.List;

/**
 * Does a hypothesis follow from several sentences? By finding the one that says so, by telling it from the other side
 * (who sells to me, I buy from), or by chaining: what is in a box is where the box is.
 */
final class ChainGrammar implements Grammar {
    private static final int FOLLOWS = 0;

    @Override
    public Draft draw(Scene scene, int answer) {
        boolean follows = answer == FOLLOWS;
        return switch (scene.dice().weighted(12, 48, 8, 14, 10, 8)) {
            case 0 -> told(scene, follows);
            case 1 -> denied(scene, follows);
            case 2 -> mixed(scene, follows);
            case 3 -> converse(scene, follows);
            case 4 -> inside(scene, follows);
            default -> compare(scene, follows);
        };
    }

    private static Draft draft(Scene scene, List<String> facts, String hypothesis, boolean follows, int hardness) {
        String premise = String.join(" ", scene.dice().several(facts, facts.size()));
        return Draft.pair(premise, hypothesis, follows ? FOLLOWS : 1, hardness);
    }

    /** The hypothesis repeats a sentence of the premise, or turns its roles round. */
    private static Draft told(Scene scene, boolean follows) {
        Event one = Event.withThing(scene);
        Event two = Event.withThing(scene);
        return shortened(scene, events(scene, one, two), follows ? one : one.reversed(), follows, 2);
    }

    /** The hypothesis denies what the premise says, or denies as it does. */
    private static Draft denied(Scene scene, boolean follows) {
        boolean happened = scene.dice().chance(0.75);
        Event one = Event.draw(scene).withManner(Manner.draw(scene.dice())).saidToHappen(happened);
        Event said = one.withManner(Manner.draw(scene.dice())).saidToHappen(happened == follows);
        return shortened(scene, events(scene, one, Event.draw(scene)), said, follows, happened ? 1 : 2);
    }

    private static Draft shortened(Scene scene, List<String> facts, Event said, boolean follows, int steps) {
        boolean turned = scene.dice().chance(0.25);
        String hypothesis = scene.say(turned ? "shortPassive" : "short", said.slots());
        return draft(scene, facts, hypothesis, follows, turned ? steps + 1 : steps);
    }

    /** The hypothesis gives to one person what the other did. */
    private static Draft mixed(Scene scene, boolean follows) {
        Event one = Event.draw(scene);
        Event two = Event.draw(scene);
        while (two.agent().equals(one.agent())) {
            two = Event.draw(scene);
        }
        return shortened(scene, events(scene, one, two), follows ? one : two.withAgent(one.agent()), follows, 3);
    }

    private static List<String> events(Scene scene, Event one, Event two) {
        return List.of(scene.say("event", one.slots()), scene.say("event", two.slots()));
    }

    private static Draft converse(Scene scene, boolean follows) {
        List<String> sides =
                List.of(scene.dice().pick(scene.frames().named("converse")).split(" \\| ", -1));
        boolean forth = scene.dice().coin();
        List<String> names = scene.different("name", 2);
        String thing = scene.word("thing");
        String fact = Frames.fill(sides.get(forth ? 0 : 1), "x", names.get(0), "y", names.get(1), "t", thing);
        String hypothesis = Frames.fill(
                sides.get(forth ? 1 : 0), "x", names.get(follows ? 0 : 1), "y", names.get(follows ? 1 : 0), "t", thing);
        String other = scene.say("event", Event.draw(scene).slots());
        return draft(scene, List.of(fact, other), hypothesis, follows, 3);
    }

    /** Two or three holders in one another; the hypothesis has the outermost hold the thing, or another one. */
    private static Draft inside(Scene scene, boolean follows) {
        boolean longer = scene.dice().coin();
        List<String> holders = scene.different("holder", longer ? 4 : 3);
        int spare = holders.size() - 1;
        String thing = scene.word("small");
        List<String> facts = new ArrayList<>();
        facts.add(scene.say("inside", "x", thing, "y", holders.get(0)));
        for (int i = 1; i < spare; i++) {
            facts.add(scene.say("inside", "x", holders.get(i - 1), "y", holders.get(i)));
        }
        String another = scene.dice().other(scene.words().list("small"), thing);
        facts.add(scene.say("inside", "x", another, "y", holders.get(spare)));
        String hypothesis = scene.say("inside", "x", thing, "y", holders.get(follows ? spare - 1 : spare));
        return draft(scene, facts, hypothesis, follows, longer ? 5 : 4);
    }

    private static Draft compare(Scene scene, boolean follows) {
        List<String> names = scene.different("name", 3);
        String trait = scene.word("comparative");
        List<String> facts = List.of(
                scene.say("compare", "x", names.get(0), "y", names.get(1), "c", trait),
                scene.say("compare", "x", names.get(1), "y", names.get(2), "c", trait));
        String hypothesis =
                scene.say("compare", "x", names.get(follows ? 0 : 2), "y", names.get(follows ? 2 : 0), "c", trait);
        return draft(scene, facts, hypothesis, follows, 4);
    }
}
