package org.earlyexit.bench.record;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The suite that a run folder's records belong to: what was asked for, and what did not come of it.
 *
 * @param schema always {@value #SCHEMA}
 * @param suite the suite's name
 * @param tasks ids of its tasks, in the order of the tables' columns
 * @param methods labels of its methods, in the order of the tables' rows
 * @param seeds its seeds
 * @param leftOut the pairs that were not run, and why
 * @param failed the runs that ended with an error
 * @param bagOfWords by task id, the main metric of a bag-of-words model trained on the same rows
 * @param notes what a reader must know of the whole run
 */
public record SuiteFacts(
        String schema,
        String suite,
        List<String> tasks,
        List<String> methods,
        List<Long> seeds,
        List<LeftOut> leftOut,
        List<FailedCell> failed,
        Map<String, Measured> bagOfWords,
        List<String> notes) {

    /** The format that this program writes and reads. */
    public static final String SCHEMA = "ee-suite/1";

    public SuiteFacts {
        if (!SCHEMA.equals(schema)) {
            throw new IllegalArgumentException("schema must be '%s', was '%s'".formatted(SCHEMA, schema));
        }
        Checks.filled("suite", suite);
        tasks = List.copyOf(Checks.present("tasks", tasks));
        methods = List.copyOf(Checks.present("methods", methods));
        seeds = List.copyOf(Checks.present("seeds", seeds));
        leftOut = List.copyOf(Checks.present("leftOut", leftOut));
        failed = List.copyOf(Checks.present("failed", failed));
        bagOfWords = Collections.unmodifiableMap(Checks.sorted("bagOfWords", bagOfWords));
        notes = List.copyOf(Checks.present("notes", notes));
    }
}
