package planted.spi;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import planted.bench.Backwards;

/** Breaks what a class of the SPI, and most what any class, must keep. */
public final class Impure {

    @SuppressWarnings("NonFinalStaticField")
    static int calls;

    /** A dependency upwards, and with {@link Backwards} a cycle. */
    public Backwards upwards() {
        return new Backwards(this);
    }

    long chance() {
        return new Random().nextLong();
    }

    Instant clock() {
        return Instant.now();
    }

    PrintStream stream() {
        return System.out;
    }

    Logger log() {
        return Logger.getLogger("planted");
    }

    ServiceLoader<Runnable> services() {
        return ServiceLoader.load(Runnable.class);
    }

    RuntimeException generic() {
        return new RuntimeException("something went wrong");
    }
}
