package org.earlyexit.cli;

import java.util.Locale;

/** Times and sizes as people read them. */
final class Amounts {

    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final double KILO = 1000;

    private Amounts() {}

    /** Such as {@code 45s}, {@code 3m20s} or {@code 2h05m}. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return whole + "s";
        }
        if (whole < HOUR) {
            return "%dm%02ds".formatted(whole / MINUTE, whole % MINUTE);
        }
        return "%dh%02dm".formatted(whole / HOUR, whole % HOUR / MINUTE);
    }

    /** Such as {@code 999 B}, {@code 1.5 MB} or {@code 20 GB}, in powers of a thousand. */
    static String bytes(long bytes) {
        String unit = "B";
        double amount = bytes;
        for (String larger : new String[] {"kB", "MB", "GB", "TB"}) {
            if (amount < KILO) {
                break;
            }
            amount /= KILO;
            unit = larger;
        }
        return amount < 10 && !unit.equals("B")
                ? String.format(Locale.ROOT, "%.1f %s", amount, unit)
                : Math.round(amount) + " " + unit;
    }
}
