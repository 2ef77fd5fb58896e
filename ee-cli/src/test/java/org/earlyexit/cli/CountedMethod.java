package org.earlyexit.cli;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.earlyexit.testkit.OneLossMethod;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TaskLoss;
import org.earlyexit.train.TrainingBatch;

/**
 * A slow method that leaves a byte in the file {@value #FILE} for each of its training steps, whichever process makes
 * it, so that a test can count how much work was done twice.
 */
final class CountedMethod extends OneLossMethod {

    /** The system property that names the file; without it nothing is counted. */
    static final String FILE = "ee.test.steps";

    private static final int SLOWNESS_MILLIS = 20;

    CountedMethod() {
        super("counted", new CountedLoss());
    }

    /** The loss of the last layer, counted. */
    record CountedLoss() implements LossTerm {
        @Override
        public NDArray values(int layer, TrainingBatch batch) {
            String file = System.getProperty(FILE);
            try {
                if (file != null) {
                    Thread.sleep(SLOWNESS_MILLIS);
                    Files.write(Path.of(file), new byte[] {'.'}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new TaskLoss().values(layer, batch);
        }
    }
}
