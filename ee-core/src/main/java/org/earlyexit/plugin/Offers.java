package org.earlyexit.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.InternalClassifierFactory;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.train.MethodFactory;
import org.jspecify.annotations.Nullable;

/** What one plugin offers, read once and checked: afterwards nobody needs to distrust it. */
record Offers(
        List<Offer<BackboneFactory>> backbones,
        List<Offer<MethodFactory<?>>> methods,
        List<Offer<ExitStrategyFactory<?>>> exitStrategies,
        List<Offer<InternalClassifierFactory<?>>> internalClassifiers) {

    /**
     * Asks a plugin for all it has.
     *
     * @throws IllegalArgumentException if an answer is null or cannot work; a plugin may also throw of its own
     */
    static Offers of(EarlyExitPlugin plugin, Origin origin) {
        return new Offers(
                offers("backbones()", plugin.backbones(), BackboneFactory::id, origin),
                methods(offers("methods()", plugin.methods(), MethodFactory::id, origin)),
                strategies(offers("exitStrategies()", plugin.exitStrategies(), ExitStrategyFactory::id, origin)),
                classifiers(offers(
                        "internalClassifiers()", plugin.internalClassifiers(), InternalClassifierFactory::id, origin)));
    }

    private static <T> List<Offer<T>> offers(
            String name, @Nullable List<? extends T> list, Function<T, ComponentId> id, Origin origin) {
        List<Offer<T>> offers = new ArrayList<>();
        for (T factory : present(name, list)) {
            T checked = present("each element of " + name, factory);
            present("id() of " + checked.getClass().getName(), id.apply(checked));
            offers.add(new Offer<>(checked, origin));
        }
        return offers;
    }

    private static List<Offer<MethodFactory<?>>> methods(List<Offer<MethodFactory<?>>> offers) {
        for (Offer<MethodFactory<?>> offer : offers) {
            MethodFactory<?> factory = offer.factory();
            requireRecord(factory, factory.configType());
            present("card() of " + factory.getClass().getName(), factory.card());
            if (!present("presets() of " + factory.getClass().getName(), factory.presets())
                    .containsKey("paper")) {
                throw new IllegalArgumentException("presets() of %s must have 'paper', had %s"
                        .formatted(
                                factory.getClass().getName(), factory.presets().keySet()));
            }
        }
        return offers;
    }

    private static List<Offer<ExitStrategyFactory<?>>> strategies(List<Offer<ExitStrategyFactory<?>>> offers) {
        offers.forEach(offer -> requireRecord(offer.factory(), offer.factory().configType()));
        return offers;
    }

    private static List<Offer<InternalClassifierFactory<?>>> classifiers(
            List<Offer<InternalClassifierFactory<?>>> offers) {
        offers.forEach(offer -> requireRecord(offer.factory(), offer.factory().configType()));
        return offers;
    }

    private static void requireRecord(Object factory, @Nullable Class<?> configType) {
        String name = "configType() of " + factory.getClass().getName();
        if (!present(name, configType).isRecord()) {
            throw new IllegalArgumentException("%s must be a record, was %s".formatted(name, configType));
        }
    }

    /** Guards against plugins that were compiled without null checks. */
    private static <V> V present(String name, @Nullable V value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must not be null");
        }
        return value;
    }
}
