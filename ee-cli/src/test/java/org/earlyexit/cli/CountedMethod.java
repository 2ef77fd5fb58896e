package org.earlyexit.cli;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StrategyChoice;
import org.earlyexit.train.TaskLoss;
import org.earlyexit.train.TrainingBatch;

/**
 * A slow method that leaves a byte in the file {@value #FILE} for each of its training steps, whichever process makes
 * it, so that a test can count how much work was done twice.
 */
final class CountedMethod implements MethodFactory<CountedMethod.None> {

    /** The system property that names the file; without it nothing is counted. */
    static final String FILE = "ee.test.steps";

    private static final int SLOWNESS_MILLIS = 20;

    /** It has no settings. */
    record None() {}

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

    @Override
    public ComponentId id() {
        return new ComponentId("counted");
    }

    @Override
    public Class<None> configType() {
        return None.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard("Counted", "", "", "", Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, None> presets() {
        return Map.of("paper", new None());
    }

    @Override
    public EarlyExitMethod create(None config, MethodContext context) {
        Stage stage = new Stage(
                "counted",
                Selector.everything(),
                context.steps(),
                Objective.of(new CountedLoss(), LayerWeighting.FINAL),
                context.optimizer());
        return () -> Recipe.passive(
                context.layers(),
                new PooledLinear(0.1),
                java.util.List.of(stage),
                StrategyChoice.of("never", Map.of()));
    }
}
