package org.earlyexit.report.evidence;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/**
 * What the samples of a run folder say, task by task.
 *
 * @param byTask by task id; a task whose samples are not there is not there
 */
public record Evidence(Map<String, TaskEvidence> byTask) {

    public Evidence {
        byTask = Map.copyOf(byTask);
    }

    /** No samples, as in a folder that holds records alone. */
    public static Evidence none() {
        return new Evidence(Map.of());
    }

    /**
     * Reads the samples of a run folder and works out all that the report shows of them.
     *
     * @throws org.earlyexit.bench.record.RecordException if samples are there and cannot be read
     * @throws org.earlyexit.report.result.ReportException if two rows of a task were not scored on the same samples
     */
    public static Evidence of(RunResults results, Path runFolder) {
        Map<String, TaskEvidence> byTask = new LinkedHashMap<>();
        for (TaskColumn task : results.tasks()) {
            TaskStudy.of(results, task, runFolder).ifPresent(study -> byTask.put(task.id(), study.evidence()));
        }
        return new Evidence(byTask);
    }

    /** What is known of a task. */
    public Optional<TaskEvidence> of(TaskColumn task) {
        return Optional.ofNullable(byTask.get(task.id()));
    }

    /** Whether nothing is known. */
    public boolean isEmpty() {
        return byTask.isEmpty();
    }
}
