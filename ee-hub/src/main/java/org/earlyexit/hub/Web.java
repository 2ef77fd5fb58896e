package org.earlyexit.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Asks hosts for files, over https or, where the user named such a host, over http. Redirects are followed, but never
 * from https to http, and a token stays with the host it is for. Offline, there is nothing that could open a socket.
 */
public final class Web {

    private static final int MOST_REDIRECTS = 5;
    private static final int LONGEST_TEXT = 8 << 20;

    private final Optional<HttpClient> client;
    private final Patience patience;
    private final Retries retries;

    /**
     * The network, or none.
     *
     * @param offline no socket is opened, every request fails
     */
    public Web(boolean offline, Patience patience, FetchProgress progress) {
        this(offline, patience, new Retries(patience, progress, Retries.Pause.SLEEP), builder -> builder);
    }

    Web(boolean offline, Patience patience, Retries retries, UnaryOperator<HttpClient.Builder> changes) {
        this.patience = patience;
        this.retries = retries;
        this.client = offline ? Optional.empty() : Optional.of(client(patience, changes));
    }

    private static HttpClient client(Patience patience, UnaryOperator<HttpClient.Builder> changes) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(patience.connect())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        return changes.apply(builder).build();
    }

    /** Whether no socket may be opened. */
    public boolean offline() {
        return client.isEmpty();
    }

    Retries retries() {
        return retries;
    }

    /** A body that gives up when it crawls. */
    Watch watch(Reply reply) {
        return new Watch(reply.body(), patience.idle());
    }

    /** A short text, such as a list of files. */
    String text(URI address, Optional<Token> token) throws IOException {
        return retries.of(address, () -> {
            try (Reply reply = get(address, Map.of(), token);
                    Watch watch = watch(reply)) {
                if (reply.status() != Reply.OK) {
                    throw reply.refusal();
                }
                return new String(watch.readAtMost(LONGEST_TEXT), StandardCharsets.UTF_8);
            }
        });
    }

    /** One request with its redirects; the answer may be of any status. */
    Reply get(URI address, Map<String, String> headers, Optional<Token> token) throws IOException {
        requireAddress(address);
        URI at = address;
        Optional<Token> shown = token;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            URI now = at;
            shown = shown.filter(known -> known.isFor(now)); // and once another host was asked, never again
            Reply reply = new Reply(send(request(at, headers, shown)));
            Optional<String> location = reply.redirect();
            if (location.isEmpty()) {
                return reply;
            }
            reply.close();
            at = target(at, location.get());
        }
        throw RefusedException.redirect("must lead to a file, redirected more than %d times".formatted(MOST_REDIRECTS));
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        HttpClient open = client.orElseThrow(() -> new HubException(
                HubException.Kind.SURROUNDINGS,
                "%s must be asked, and the network is off (HF_HUB_OFFLINE or --offline); allow it, or bring the files here another way"
                        .formatted(request.uri())));
        try {
            return open.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            throw Retries.interrupted(e);
        }
    }

    private HttpRequest request(URI at, Map<String, String> headers, Optional<Token> token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at)
                .timeout(patience.answer())
                .header("User-Agent", "early-exit-toolkit")
                .header("Accept-Encoding", "identity");
        headers.forEach(request::header);
        token.ifPresent(known -> request.header("Authorization", known.header()));
        return request.GET().build();
    }

    private static URI target(URI from, String location) throws IOException {
        try {
            URI to = from.resolve(location);
            if (isWeb(to) && (isSecure(to) || !isSecure(from))) {
                return to;
            }
        } catch (IllegalArgumentException e) {
            throw redirected(location);
        }
        throw redirected(location);
    }

    private static RefusedException redirected(String location) {
        return RefusedException.redirect("must redirect to an https address, did to '%s'".formatted(location));
    }

    private static void requireAddress(URI address) {
        if (!isWeb(address)) {
            throw new HubException(
                    HubException.Kind.SURROUNDINGS,
                    "An address must be one of https, was '%s'; name another mirror or endpoint".formatted(address));
        }
    }

    private static boolean isWeb(URI address) {
        return address.getHost() != null && (isSecure(address) || "http".equalsIgnoreCase(address.getScheme()));
    }

    private static boolean isSecure(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }
}
