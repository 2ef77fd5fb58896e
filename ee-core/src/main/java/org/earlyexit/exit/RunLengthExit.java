package org.earlyexit.exit;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerEvidence;

/**
 * Leaves once an event has happened so many times in a row. After layer {@code i}, with evidence {@code e_i},
 *
 * <pre>{@code cnt_i = cnt_(i-1) + 1 if event(e_(i-1), e_i), else 0;   cnt_1 = 1 if event(e_1) alone, else 0}</pre>
 *
 * <p>and the sample leaves at the first {@code i} with {@code cnt_i = length}: at layer {@code length + 1} at best
 * where the event compares two layers, at layer {@code length} where it is read off one. With
 * {@link LayerEvent#sameClass()} this is PABEE (Zhou et al., NeurIPS 2020).
 */
public final class RunLengthExit implements ExitStrategy {

    private final LayerEvent event;
    private final int length;
    private final Combiner combiner;

    /**
     * A rule on one event, answered by the layer where the sample leaves.
     *
     * @param length how many times in a row, at least 1
     */
    public RunLengthExit(LayerEvent event, int length) {
        this(event, length, Combiner.CURRENT);
    }

    /**
     * A rule on one event.
     *
     * @param length how many times in a row, at least 1
     * @param combiner what the sample leaves with
     */
    public RunLengthExit(LayerEvent event, int length, Combiner combiner) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be at least 1, was " + length);
        }
        this.event = event;
        this.length = length;
        this.combiner = combiner;
    }

    @Override
    public ExitSession open() {
        return new Session(event, length, combiner);
    }

    private static final class Session implements ExitSession {

        private final LayerEvent event;
        private final int length;
        private final Combiner combiner;
        private final List<LayerEvidence> seen = new ArrayList<>();
        private int count;

        Session(LayerEvent event, int length, Combiner combiner) {
            this.event = event;
            this.length = length;
            this.combiner = combiner;
        }

        @Override
        public ExitDecision decide(LayerEvidence evidence) {
            boolean happened = seen.isEmpty()
                    ? event.happenedFirst(evidence)
                    : event.happened(seen.get(seen.size() - 1), evidence);
            count = happened ? count + 1 : 0;
            seen.add(evidence);
            return count == length ? ExitDecision.exitWith(combiner.answer(seen, count)) : ExitDecision.PROCEED;
        }
    }
}
