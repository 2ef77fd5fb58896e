package org.earlyexit.cli;

import java.util.List;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.plugin.EarlyExitPlugin;
import org.earlyexit.testkit.FailingMethod;
import org.earlyexit.testkit.ToyBackboneFactory;
import org.earlyexit.train.MethodFactory;

/** A backbone that trains in seconds, a method that fails, and one that is counted. */
public final class ToyPlugin implements EarlyExitPlugin {

    private static final int LAYERS = 4;

    @Override
    public List<BackboneFactory> backbones() {
        return List.of(new ToyBackboneFactory(LAYERS, 1));
    }

    @Override
    public List<MethodFactory<?>> methods() {
        return List.of(new FailingMethod(), new CountedMethod());
    }
}
