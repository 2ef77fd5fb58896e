package org.earlyexit.bench.harness;

/** Told what a run is doing, so that somebody may show it. Called on the thread of the run; must not throw. */
public interface Progress {

    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void start(int units) {}

        @Override
        public void doing(String what) {}

        @Override
        public void advance(int units) {}

        @Override
        public void note(String line) {}
    };

    /** How much there is to do; units are of about equal length. */
    void start(int units);

    /** What is being done now. */
    void doing(String what);

    /** So many units are done. */
    void advance(int units);

    /** Something a reader of the log should know. */
    void note(String line);
}
