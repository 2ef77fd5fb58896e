package org.earlyexit.hub;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A host that does not give the file; the message is what it must do and did, to be put after its address. */
final class RefusedException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final boolean passing;
    private final boolean content;
    private final @Nullable Duration pause;

    private RefusedException(String sentence, boolean passing, boolean content, @Nullable Duration pause) {
        super(sentence);
        this.passing = passing;
        this.content = content;
        this.pause = pause;
    }

    /**
     * Another status than that of success.
     *
     * @param wait how long the host wants to be left alone, where it says so
     */
    static RefusedException status(int status, Optional<Duration> wait) {
        boolean passing = status == TIMEOUT || status == TOO_MANY || status >= SERVER_ERROR;
        return new RefusedException(sentence(status, wait), passing, false, wait.orElse(null));
    }

    /** A redirect that is not followed. */
    static RefusedException redirect(String sentence) {
        return new RefusedException(sentence, false, false, null);
    }

    /** Bytes that are not the file's. */
    static RefusedException content(String sentence) {
        return new RefusedException(sentence, false, true, null);
    }

    /** Whether the same request may be answered otherwise a little later. */
    boolean passes() {
        return passing;
    }

    /** Whether the host gave something else in the file's place. */
    boolean isOfContent() {
        return content;
    }

    Optional<Duration> pause() {
        return Optional.ofNullable(pause);
    }

    private static String sentence(int status, Optional<Duration> wait) {
        String later = wait.map(time -> ", to be asked again in %d s".formatted(time.toSeconds()))
                .orElse("");
        return switch (status) {
            case 401, 403 ->
                "must be open to you, answered %d (is HF_TOKEN right, were the terms accepted there?)"
                        .formatted(status);
            case 404, 410 -> "must be there, answered %d (is the name right?)".formatted(status);
            case TOO_MANY -> "must take the request, answered 429 (too many)" + later;
            default -> "must answer 200, answered %d%s".formatted(status, later);
        };
    }
}
