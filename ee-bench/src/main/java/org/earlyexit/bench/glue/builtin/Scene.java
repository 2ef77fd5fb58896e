package org.earlyexit.bench.glue.builtin;

import java.util.List;

/** What a grammar writes with: the words, the frames of the split, and the dice. */
record Scene(Words words, Frames frames, Dice dice) {

    /** One of the frames of that name, filled. */
    String say(String name, String... slots) {
        return Frames.fill(dice.pick(frames.named(name)), slots);
    }

    String word(String list) {
        return dice.pick(words.list(list));
    }

    WordPair pair(String list) {
        return dice.pick(words.pairs(list));
    }

    Verb verb(String list) {
        return dice.pick(words.verbs(list));
    }

    List<String> different(String list, int count) {
        return dice.several(words.list(list), count);
    }
}
