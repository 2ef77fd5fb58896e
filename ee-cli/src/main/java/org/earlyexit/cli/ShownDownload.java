package org.earlyexit.cli;

import org.earlyexit.hub.FetchProgress;

/** Shows how downloads go, in kilobytes, those of all files together. */
final class ShownDownload implements FetchProgress {

    private static final int UNIT = 1000;

    private final ShownProgress shown;
    private long done;
    private int told;

    ShownDownload(ShownProgress shown) {
        this.shown = shown;
    }

    @Override
    public void begin(String file, long have, long bytes) {
        shown.start(Math.toIntExact((done + bytes - have) / UNIT));
        shown.doing(file + ", in kB");
    }

    @Override
    public void advance(long bytes) {
        done += bytes;
        int more = Math.toIntExact(done / UNIT) - told;
        if (more > 0) {
            told += more;
            shown.advance(more);
        }
    }

    @Override
    public void note(String line) {
        shown.note(line);
    }
}
