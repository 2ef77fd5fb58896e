package org.earlyexit.bench.glue.builtin;

import java.util.List;

/**
 * A way to say that something happened, and one of as many words to say that it did not, so that neither the length of
 * a sentence nor a single word tells much.
 *
 * @param verb what stands before the verb if it happened, and if it did not
 * @param baseIfSo whether the verb's base form follows if it happened, as in "was able to see", rather than its past
 * @param baseIfNot the same if it did not
 * @param passive what stands between "was" and the participle
 */
record Manner(WordPair verb, boolean baseIfSo, boolean baseIfNot, WordPair passive) {
    static final Manner PLAIN = new Manner(new WordPair("", "did not "), false, true, new WordPair("", "not "));

    private static final List<Manner> EVEN =
            List.of(adverb("really", "never"), verbal("did indeed", "did not", "indeed", "not"));

    static Manner draw(Dice dice) {
        return dice.pick(EVEN);
    }

    String active(Verb form, boolean happened) {
        boolean base = happened ? baseIfSo : baseIfNot;
        return verb.pick(happened) + (base ? form.base() : form.past());
    }

    String passive(Verb form, boolean happened) {
        return "was " + passive.pick(happened) + form.participle();
    }

    private static Manner adverb(String yes, String no) {
        WordPair words = new WordPair(yes + " ", no + " ");
        return new Manner(words, false, false, words);
    }

    private static Manner verbal(String yes, String no, String passiveYes, String passiveNo) {
        return new Manner(
                new WordPair(yes + " ", no + " "), true, true, new WordPair(passiveYes + " ", passiveNo + " "));
    }
}
