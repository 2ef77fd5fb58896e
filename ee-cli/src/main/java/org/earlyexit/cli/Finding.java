package org.earlyexit.cli;

/**
 * One thing that was looked for.
 *
 * @param what it is
 * @param ok whether a run may begin
 * @param found what is there
 * @param mend what to do; empty where nothing is to be done
 */
record Finding(String what, boolean ok, String found, String mend) {

    static Finding good(String what, String found) {
        return new Finding(what, true, found, "");
    }

    static Finding bad(String what, String found, String mend) {
        return new Finding(what, false, found, mend);
    }
}
