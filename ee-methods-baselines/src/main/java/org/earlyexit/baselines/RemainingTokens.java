package org.earlyexit.baselines;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.RowSet;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.train.ControllerSpec;

/**
 * Computes in each layer the tokens that have not {@linkplain HashedTokens stopped} before it. The others keep their
 * states, and are attended to with them. A batch of which every token remains runs as any other.
 */
record RemainingTokens() implements ControllerSpec {

    @Override
    public Controller build(List<AuxModule> auxModules) {
        return auxModules.stream()
                .filter(HashedTokens.Module.class::isInstance)
                .map(HashedTokens.Module.class::cast)
                .findFirst()
                .map(Remaining::new)
                .orElseThrow(() ->
                        new IllegalArgumentException("a model of hashed tokens must have a hash, had " + auxModules));
    }

    @Override
    public boolean decidesByToken() {
        return true;
    }

    private record Remaining(HashedTokens.Module hash) implements Controller {

        @Override
        public LayerAction before(int layer, History upTo) {
            List<RowSet> queries = new ArrayList<>();
            boolean every = true;
            for (TokenSequence row : upTo.tokens().rows()) {
                int[] remaining = IntStream.range(0, row.length())
                        .filter(position -> hash.lastLayer(row, position) >= layer)
                        .toArray();
                queries.add(RowSet.of(remaining));
                every &= remaining.length == row.length();
            }
            return every ? LayerAction.RUN_ALL : new LayerAction.RunQueries(queries);
        }

        @Override
        public boolean passive() {
            return false;
        }
    }
}
