package org.earlyexit.bench.glue.builtin;

/**
 * Is the writer pleased? The adjective says so, each negation turns it round, a concession counts for nothing beside
 * its main clause, and what others say counts as far as the writer agrees.
 */
final class SentimentGrammar implements Grammar {

    @Override
    public Draft draw(Scene scene, int answer) {
        boolean pleased = answer == 1;
        return switch (scene.dice().weighted(50, 8, 18, 10, 7, 7)) {
            case 0 -> draft(scene, clause(scene, pleased, false), answer, 1);
            case 1 -> draft(scene, clause(scene, pleased, true), answer, 2);
            case 2 -> draft(scene, concession(scene, pleased, false, false), answer, 2);
            case 3 -> draft(scene, verdict(scene, pleased, false), answer, 3);
            case 4 -> draft(scene, concession(scene, pleased, true, scene.dice().coin()), answer, 4);
            default -> draft(scene, verdict(scene, pleased, true), answer, 5);
        };
    }

    private static Draft draft(Scene scene, String clause, int answer, int hardness) {
        return Draft.single(scene.say("sentence", "c", clause), answer, hardness);
    }

    private static String clause(Scene scene, boolean pleased, boolean negated) {
        String adjective = scene.word(pleased == negated ? "negative" : "positive");
        String work = scene.word(scene.dice().coin() ? "work" : "quality");
        return scene.say(negated ? "negated" : "plain", "w", work, "a", adjective);
    }

    private static String concession(Scene scene, boolean pleased, boolean negated, boolean concededNegated) {
        String conceded = clause(scene, !pleased, concededNegated);
        return scene.say("concession", "sub", conceded, "main", clause(scene, pleased, negated));
    }

    private static String verdict(Scene scene, boolean pleased, boolean negated) {
        boolean agreed = scene.dice().coin();
        return scene.say(agreed ? "agreed" : "denied", "c", clause(scene, pleased == agreed, negated));
    }
}
