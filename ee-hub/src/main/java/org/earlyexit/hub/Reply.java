package org.earlyexit.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a host answered. Closing it lets go of the connection. */
final class Reply implements AutoCloseable {

    static final int OK = 200;
    static final int PART = 206;
    static final int BAD_RANGE = 416;

    private static final int REDIRECTS = 3; // hundred

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(?:\\d{1,18}|\\*)");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private final HttpResponse<InputStream> response;

    Reply(HttpResponse<InputStream> response) {
        this.response = response;
    }

    int status() {
        return response.statusCode();
    }

    InputStream body() {
        return response.body();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** Where to ask instead. */
    Optional<String> redirect() {
        return status() / 100 == REDIRECTS ? header("Location") : Optional.empty();
    }

    /** How many bytes the body has, where the host says so. */
    OptionalLong length() {
        return response.headers().firstValueAsLong("Content-Length");
    }

    /** The name of exactly these bytes, by which a later request can ask for the rest of them. */
    Optional<String> strongTag() {
        return header("ETag").filter(tag -> tag.startsWith("\"") && tag.length() > 2);
    }

    /** The first byte of a part of a file. */
    OptionalLong rangeStart() {
        Matcher range = RANGE.matcher(header("Content-Range").orElse(""));
        return range.matches() ? OptionalLong.of(Long.parseLong(range.group(1))) : OptionalLong.empty();
    }

    /** Why the file is not here. */
    RefusedException refusal() {
        return RefusedException.status(status(), header("Retry-After").flatMap(this::pause));
    }

    /** Seconds, or a date that is set against the date of the answer itself, so that no clock needs to be right. */
    private Optional<Duration> pause(String retryAfter) {
        if (SECONDS.matcher(retryAfter).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        try {
            Duration until = Duration.between(date(header("Date").orElse("")), date(retryAfter));
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeException neitherOne) {
            return Optional.empty();
        }
    }

    private static Instant date(String text) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
