package org.earlyexit.plugin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** What reflection says of records and enums. */
final class Components {

    private Components() {}

    /**
     * The value of a component.
     *
     * @throws IllegalStateException if the accessor cannot be called
     */
    static Object value(Record record, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // the record may be package-private in another package
            return accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(
                    "%s of %s cannot be read"
                            .formatted(component, record.getClass().getName()),
                    e);
        }
    }

    /** An enum constant as settings write it: {@code ALL_BUT_FINAL} is {@code all-but-final}. */
    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
