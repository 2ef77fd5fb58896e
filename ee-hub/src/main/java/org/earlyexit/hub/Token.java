package org.earlyexit.hub;

import java.net.URI;
import java.util.regex.Pattern;

/** A secret that says who asks. It is shown to the host it was given for, over https, and to nobody else. */
public final class Token {

    private static final Pattern PRINTABLE = Pattern.compile("[!-~]+");
    private static final int HTTPS_PORT = 443;

    private final String secret;
    private final URI host;

    /**
     * A token for one host.
     *
     * @param host whose it is; its path does not matter
     * @throws HubException if it cannot be put into a header; the message does not show it
     */
    public Token(String secret, URI host) {
        if (!PRINTABLE.matcher(secret).matches()) {
            throw new HubException(
                    HubException.Kind.SURROUNDINGS,
                    "HF_TOKEN must be printable characters without spaces, was not; set it again");
        }
        this.secret = secret;
        this.host = host;
    }

    /** Whether this address may see it: same host, same port, https. */
    boolean isFor(URI address) {
        return "https".equalsIgnoreCase(address.getScheme())
                && "https".equalsIgnoreCase(host.getScheme())
                && String.valueOf(host.getHost()).equalsIgnoreCase(address.getHost())
                && port(host) == port(address);
    }

    String header() {
        return "Bearer " + secret;
    }

    private static int port(URI address) {
        return address.getPort() < 0 ? HTTPS_PORT : address.getPort();
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "a token for " + host.getHost();
    }
}
