package org.earlyexit.exit;

import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerEvidence;
import org.jspecify.annotations.Nullable;

/**
 * Leaves once an event has happened so many times in a row. After layer {@code i}, with evidence {@code e_i},
 *
 * <pre>{@code cnt_1 = 0;   cnt_i = cnt_(i-1) + 1 if event(e_(i-1), e_i), else 0}</pre>
 *
 * <p>and the sample leaves with the answer of the first {@code i} with {@code cnt_i = length}: at layer {@code length +
 * 1} at best. With {@link LayerEvent#sameClass()} this is PABEE (Zhou et al., NeurIPS 2020).
 */
public final class RunLengthExit implements ExitStrategy {

    private final LayerEvent event;
    private final int length;

    /**
     * A rule on one event.
     *
     * @param length how many times in a row, at least 1
     */
    public RunLengthExit(LayerEvent event, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be at least 1, was " + length);
        }
        this.event = event;
        this.length = length;
    }

    @Override
    public ExitSession open() {
        return new Session(event, length);
    }

    private static final class Session implements ExitSession {

        private final LayerEvent event;
        private final int length;
        private @Nullable LayerEvidence earlier;
        private int count;

        Session(LayerEvent event, int length) {
            this.event = event;
            this.length = length;
        }

        @Override
        public ExitDecision decide(LayerEvidence evidence) {
            count = earlier != null && event.happened(earlier, evidence) ? count + 1 : 0;
            earlier = evidence;
            return count == length ? ExitDecision.exitWith(evidence.prediction()) : ExitDecision.PROCEED;
        }
    }
}
