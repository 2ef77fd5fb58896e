package org.earlyexit.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.earlyexit.model.TextEncoder;
import org.earlyexit.model.TokenSequence;
import org.jspecify.annotations.Nullable;

/**
 * Words between spaces as tokens of the {@linkplain ToyBackbone toy backbone}: 0 opens a sequence, 1 ends each text,
 * and every word has the number that its letters hash to.
 */
public final class ToyEncoder implements TextEncoder {

    private static final int START = 0;
    private static final int END = 1;
    private static final int FIRST_WORD = 2;
    private static final int SPREAD = 0x9E3779B9; // the golden ratio's: words that differ in one letter fall apart

    /** The token of a word. */
    public static int token(String word) {
        int mixed = (word.toLowerCase(Locale.ROOT).hashCode() * SPREAD) >>> 16;
        return FIRST_WORD + mixed % (ToyBackbone.VOCABULARY - FIRST_WORD);
    }

    @Override
    public TokenSequence encode(String first, @Nullable String second, int maxLength) {
        List<Integer> one = words(first);
        List<Integer> two = second == null ? List.of() : words(second);
        int room = maxLength - (second == null ? 2 : 3);
        while (one.size() + two.size() > room) {
            List<Integer> longer = one.size() >= two.size() ? one : two;
            longer.remove(longer.size() - 1);
        }
        List<Integer> ids = new ArrayList<>();
        ids.add(START);
        ids.addAll(one);
        ids.add(END);
        int firstLength = ids.size();
        if (second != null) {
            ids.addAll(two);
            ids.add(END);
        }
        int[] segments = new int[ids.size()];
        Arrays.fill(segments, firstLength, segments.length, 1);
        return new TokenSequence(ids.stream().mapToInt(Integer::intValue).toArray(), segments);
    }

    @Override
    public String sha256() {
        return "0".repeat(64);
    }

    private static List<Integer> words(String text) {
        List<Integer> ids = new ArrayList<>();
        for (String word : text.split(" +", -1)) {
            if (!word.isEmpty()) {
                ids.add(token(word));
            }
        }
        return ids;
    }
}
