package org.earlyexit.bench.glue.builtin;

/** The three forms of a verb, as in see, saw, seen. */
record Verb(String base, String past, String participle) {

    static Verb of(String text) {
        String[] forms = text.split("-", -1);
        return new Verb(forms[0], forms[1], forms[2]);
    }
}
