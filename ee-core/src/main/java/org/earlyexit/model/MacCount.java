package org.earlyexit.model;

/**
 * Multiply-accumulates, counted in two ways. A count, never a rate; one multiply-accumulate is two FLOPs.
 *
 * @param exact those of every matrix product: linear layers and both products of attention
 * @param thop those that the tool {@code thop} counts, as the published code of FastBERT and SmartBERT does: linear
 *     layers and 4 per element of an affine LayerNorm, without the products of attention
 */
public record MacCount(long exact, long thop) {

    /** Nothing. */
    public static final MacCount ZERO = new MacCount(0, 0);

    public MacCount {
        if (exact < 0 || thop < 0) {
            throw new IllegalArgumentException("counts must not be negative, were %d and %d".formatted(exact, thop));
        }
    }

    /** A linear layer applied at so many positions: {@code positions * inputs * outputs}. */
    public static MacCount linear(long positions, long inputs, long outputs) {
        long count = Math.multiplyExact(positions, Math.multiplyExact(inputs, outputs));
        return new MacCount(count, count);
    }

    /** A product that {@code thop} does not see, such as those of attention. */
    public static MacCount product(long count) {
        return new MacCount(count, 0);
    }

    /** An affine LayerNorm over so many elements: no matrix product, but 4 an element to {@code thop}. */
    public static MacCount layerNorm(long elements) {
        return new MacCount(0, Math.multiplyExact(4L, elements));
    }

    public MacCount plus(MacCount other) {
        return new MacCount(Math.addExact(exact, other.exact), Math.addExact(thop, other.thop));
    }

    public MacCount times(long factor) {
        return new MacCount(Math.multiplyExact(exact, factor), Math.multiplyExact(thop, factor));
    }
}
