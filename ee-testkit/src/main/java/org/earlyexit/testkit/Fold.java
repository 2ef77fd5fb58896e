package org.earlyexit.testkit;

import java.util.List;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.Prediction;

/**
 * A strategy applied to one sample in the plainest way there is; what every executor and every replay must agree with.
 *
 * @param exitLayer where the sample left
 * @param answer with what
 */
public record Fold(int exitLayer, Prediction answer) {

    /** Asks a fresh session layer by layer, where the strategy asks to be asked; the last layer is never asked. */
    public static Fold of(ExitStrategy strategy, List<LayerEvidence> sample) {
        ExitSession session = strategy.open();
        for (LayerEvidence evidence : sample) {
            if (evidence.layer().isLast()) {
                return new Fold(evidence.layer().number(), evidence.prediction());
            }
            if (strategy.asks(evidence.layer()) && session.decide(evidence) instanceof ExitDecision.Exit exit) {
                return new Fold(evidence.layer().number(), exit.answer());
            }
        }
        throw new IllegalArgumentException(
                "evidence must reach the last layer, had %d layers".formatted(sample.size()));
    }
}
