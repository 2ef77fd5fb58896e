package org.earlyexit.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the environment says of the hub, by the names that its other programs know too.
 *
 * @param cache where models lie: HF_HUB_CACHE, HF_HOME
 * @param endpoint the host: HF_ENDPOINT
 * @param token who asks: HF_TOKEN, or else the file that {@code hf auth login} wrote
 * @param offline whether no socket may be opened: HF_HUB_OFFLINE
 */
public record HubSettings(HubCache cache, URI endpoint, Optional<Token> token, boolean offline) {

    private static final String USUAL_ENDPOINT = "https://huggingface.co";
    private static final Set<String> TRUE = Set.of("1", "on", "yes", "true");

    /**
     * Reads an environment.
     *
     * @param home of the user
     * @throws HubException if a value cannot be used
     */
    public static HubSettings of(Map<String, String> environment, Path home) {
        URI endpoint = address("HF_ENDPOINT", environment.getOrDefault("HF_ENDPOINT", ""));
        Optional<Token> token = secret(environment, home).map(secret -> new Token(secret, endpoint));
        return new HubSettings(HubCache.of(environment, home), endpoint, token, isOffline(environment));
    }

    /** Whether an environment forbids sockets. */
    public static boolean isOffline(Map<String, String> environment) {
        return TRUE.contains(environment.getOrDefault("HF_HUB_OFFLINE", "").toLowerCase(Locale.ROOT));
    }

    private static URI address(String name, String text) {
        String given = text.isEmpty() ? USUAL_ENDPOINT : text;
        try {
            URI address = new URI(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
            if (address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw notAnAddress(name, text);
        }
        throw notAnAddress(name, text);
    }

    private static HubException notAnAddress(String name, String text) {
        return new HubException(
                HubException.Kind.SURROUNDINGS,
                "%s must be an address such as %s, was '%s'; set it again, or unset it"
                        .formatted(name, USUAL_ENDPOINT, text));
    }

    private static Optional<String> secret(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("HF_TOKEN", "").strip();
        if (!named.isEmpty()) {
            return Optional.of(named);
        }
        Path file = HubCache.home(environment, home).resolve("token");
        return Files.isReadable(file)
                ? Optional.of(Disk.get(file, () -> Files.readString(file)).strip())
                        .filter(text -> !text.isEmpty())
                : Optional.empty();
    }
}
