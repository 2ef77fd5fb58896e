package org.earlyexit.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads a body and gives up when it crawls: a read cannot be told to end by itself, so a second thread closes the
 * stream. What comes byte by byte, to hold us for ever, counts as crawling too.
 */
final class Watch implements AutoCloseable {

    private final InputStream body;
    private final Duration period;
    private final AtomicLong sinceLastLook = new AtomicLong();
    private final ScheduledExecutorService looks;
    private final ScheduledFuture<?> pulse;
    private volatile boolean tooSlow;

    Watch(InputStream body, Duration period) {
        this.body = body;
        this.period = period;
        this.looks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "download-watch");
            thread.setDaemon(true);
            return thread;
        });
        this.pulse = looks.scheduleAtFixedRate(this::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** As {@link InputStream#read(byte[])}. */
    int read(byte[] buffer) throws IOException {
        try {
            int read = body.read(buffer);
            sinceLastLook.addAndGet(Math.max(0, read));
            if (read < 0 && tooSlow) {
                throw new IOException("the stream was closed");
            }
            return read;
        } catch (IOException e) {
            throw tooSlow ? new IOException("fewer than %d bytes in %s".formatted(Patience.LEAST_BYTES, period), e) : e;
        }
    }

    /** The whole body, which must not be longer than this. */
    byte[] readAtMost(int most) throws IOException {
        byte[] bytes = new byte[1 << 16];
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int read = read(bytes); read >= 0; read = read(bytes)) {
            all.write(bytes, 0, read);
            if (all.size() > most) {
                throw new IOException("more than %d bytes of text".formatted(most));
            }
        }
        return all.toByteArray();
    }

    @SuppressWarnings("EmptyCatch") // the reader meets what went wrong
    private void look() {
        if (sinceLastLook.getAndSet(0) < Patience.LEAST_BYTES) {
            tooSlow = true;
            try {
                body.close();
            } catch (IOException e) {
                // nobody reads on
            }
        }
    }

    @Override
    public void close() {
        pulse.cancel(true);
        looks.shutdownNow();
    }
}
