package org.earlyexit.plugin;

/**
 * A factory with its origin.
 *
 * @param factory what a plugin offers
 * @param origin who offers it
 * @param <T> the kind of factory
 */
public record Offer<T>(T factory, Origin origin) {

    /** How messages name it: the factory's class, and its jar where there is one. */
    String source() {
        return factory.getClass().getName() + origin.suffix();
    }
}
