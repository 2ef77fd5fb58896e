package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.List;

/** Remembers what a reader of the log should know. */
final class Notes implements Progress {

    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    public void start(int units) {}

    @Override
    public void doing(String what) {}

    @Override
    public void advance(int units) {}

    @Override
    public void note(String line) {
        lines.add(line);
    }
}
