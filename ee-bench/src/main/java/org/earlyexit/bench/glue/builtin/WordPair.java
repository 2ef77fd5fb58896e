package org.earlyexit.bench.glue.builtin;

/** Two words that belong together: singular and plural, a word and its opposite, a town and its country. */
record WordPair(String one, String other) {

    static WordPair of(String text) {
        int slash = text.indexOf('/');
        return new WordPair(text.substring(0, slash), text.substring(slash + 1));
    }

    String pick(boolean first) {
        return first ? one : other;
    }

    WordPair swapped() {
        return new WordPair(other, one);
    }
}
