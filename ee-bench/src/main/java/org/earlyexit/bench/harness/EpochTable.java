package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.earlyexit.train.TrainingLog;

/** The epochs of one stage as a table, one row each: losses, and whatever the stage's terms took down. */
final class EpochTable {

    private final List<TrainingLog.EpochReport> epochs = new ArrayList<>();

    void add(TrainingLog.EpochReport epoch) {
        epochs.add(epoch);
    }

    /** Tab-separated, with a head; a cell is empty where a number was not looked at. */
    String text() {
        Set<String> notes = new LinkedHashSet<>();
        epochs.forEach(epoch -> notes.addAll(epoch.notes().keySet()));
        StringBuilder text = new StringBuilder("epoch\tloss\tstopping");
        notes.forEach(name -> text.append('\t').append(name));
        return text.append('\n')
                .append(epochs.stream().map(epoch -> row(epoch, notes)).collect(Collectors.joining()))
                .toString();
    }

    /** One line for people. */
    static String line(TrainingLog.EpochReport epoch) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "stage %s, epoch %d of %d: loss %.4f",
                epoch.stage(),
                epoch.epoch(),
                epoch.epochs(),
                epoch.trainingLoss()));
        epoch.stoppingLoss().ifPresent(loss -> line.append(String.format(Locale.ROOT, ", held out %.4f", loss)));
        epoch.notes().forEach((name, mean) -> line.append(String.format(Locale.ROOT, ", %s %.4f", name, mean)));
        return line.toString();
    }

    private static String row(TrainingLog.EpochReport epoch, Set<String> notes) {
        StringBuilder row =
                new StringBuilder().append(epoch.epoch()).append('\t').append(epoch.trainingLoss());
        row.append('\t');
        epoch.stoppingLoss().ifPresent(row::append);
        for (String name : notes) {
            Double mean = epoch.notes().get(name);
            row.append('\t').append(mean == null ? "" : mean);
        }
        return row.append('\n').toString();
    }
}
