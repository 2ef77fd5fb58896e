package org.earlyexit.exit;

import java.util.Set;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerPosition;

/** A rule that is asked after some layers only, as if the model had no classifiers elsewhere. */
public final class PlacedExit implements ExitStrategy {

    private final ExitStrategy rule;
    private final Set<Integer> layers;

    /**
     * Places a rule.
     *
     * @param layers where it is asked, from 1, at least one
     */
    public PlacedExit(ExitStrategy rule, Set<Integer> layers) {
        if (layers.isEmpty() || layers.stream().anyMatch(layer -> layer < 1)) {
            throw new IllegalArgumentException("layers must be at least one, each at least 1, were " + layers);
        }
        this.rule = rule;
        this.layers = Set.copyOf(layers);
    }

    @Override
    public boolean asks(LayerPosition layer) {
        return layers.contains(layer.number()) && rule.asks(layer);
    }

    @Override
    public boolean readsFeatures() {
        return rule.readsFeatures();
    }

    @Override
    public ExitSession open() {
        return rule.open();
    }
}
