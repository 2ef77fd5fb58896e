package planted.bench;

import planted.spi.Impure;

/**
 * Knows who knows it.
 *
 * @param caller a class of the SPI
 */
public record Backwards(Impure caller) {}
