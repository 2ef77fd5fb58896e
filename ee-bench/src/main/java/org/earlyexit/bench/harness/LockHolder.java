package org.earlyexit.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a run folder.
 *
 * @param pid of the process
 * @param host its machine's name
 * @param boot of the machine, a new one each time it starts
 * @param since when the run began, in UTC
 */
record LockHolder(long pid, String host, String boot, String since) {

    private static final String UNKNOWN = "unknown";
    private static final Pattern TEXT =
            Pattern.compile("process ([0-9]{1,18}) on (\\S+) since (\\S+) \\(boot (\\S+)\\)");

    static LockHolder ofThisProcess() {
        return new LockHolder(
                ProcessHandle.current().pid(),
                line("/proc/sys/kernel/hostname"),
                line("/proc/sys/kernel/random/boot_id"),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    static Optional<LockHolder> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new LockHolder(Long.parseLong(parts.group(1)), parts.group(2), parts.group(4), parts.group(3)))
                : Optional.empty();
    }

    /** Whether this holder can tell that the other one is gone; of another machine nothing can be told. */
    boolean seesDead(LockHolder other) {
        if (!host.equals(other.host) || host.equals(UNKNOWN)) {
            return false;
        }
        boolean sameBoot = boot.equals(other.boot);
        return !sameBoot
                || ProcessHandle.of(other.pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    private static String line(String file) {
        try {
            String line = Files.readString(Path.of(file)).strip();
            return line.matches("\\S+") ? line : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN; // another system than Linux
        }
    }

    @Override
    public String toString() {
        return "process %d on %s since %s (boot %s)".formatted(pid, host, since, boot);
    }
}
