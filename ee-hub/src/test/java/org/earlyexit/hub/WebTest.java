package org.earlyexit.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.earlyexit.hub.ScriptedHost.status;
import static org.earlyexit.hub.ScriptedHost.text;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked, who sees the token, and when nobody is asked at all. */
class WebTest {

    private static final String SECRET = "hf_secret";

    @TempDir
    static Path folder;

    private static SSLContext tls;

    private ScriptedHost secure;
    private ScriptedHost other;
    private ScriptedHost plain;

    @BeforeAll
    static void certify() throws IOException, InterruptedException, GeneralSecurityException {
        tls = Certificates.context(folder);
    }

    @BeforeEach
    void start() throws IOException {
        secure = ScriptedHost.secure(tls);
        other = ScriptedHost.secure(tls);
        plain = ScriptedHost.plain();
    }

    @AfterEach
    void stop() {
        secure.close();
        other.close();
        plain.close();
    }

    private static String ask(URI address, URI tokenFor) throws IOException {
        Web web = ScriptedHost.web(ScriptedHost.SHORT, new ArrayList<>(), builder -> builder.sslContext(tls));
        return web.text(address, Optional.of(new Token(SECRET, tokenFor)));
    }

    private static List<Optional<String>> tokens(ScriptedHost host) {
        return host.requests().stream()
                .map(request -> request.header("Authorization"))
                .toList();
    }

    @Test
    void theHostOfATokenSeesIt() throws IOException {
        secure.on("/file", text("yes"));

        assertThat(ask(secure.at("/file"), secure.at("/"))).isEqualTo("yes");
        assertThat(tokens(secure)).containsExactly(Optional.of("Bearer " + SECRET));
    }

    @Test
    void anotherHostNeverSeesTheTokenNorDoesTheFirstOneAfterwards() throws IOException {
        secure.on("/file", status(302, "Location", other.at("/moved").toString()))
                .on("/back", text("yes"));
        other.on("/moved", status(307, "Location", secure.at("/back").toString()));

        assertThat(ask(secure.at("/file"), secure.at("/"))).isEqualTo("yes");
        assertThat(tokens(secure)).containsExactly(Optional.of("Bearer " + SECRET), Optional.empty());
        assertThat(tokens(other)).containsExactly(Optional.empty());
    }

    @Test
    void anotherNameOfTheSameMachineIsAnotherHost() throws IOException {
        secure.on(
                        "/file",
                        status(
                                302,
                                "Location",
                                secure.named("localhost", "/moved").toString()))
                .on("/moved", text("yes"));

        ask(secure.at("/file"), secure.at("/"));

        assertThat(tokens(secure)).containsExactly(Optional.of("Bearer " + SECRET), Optional.empty());
    }

    @Test
    void aTokenStaysOnItsHostThroughARelativeRedirect() throws IOException {
        secure.on("/file", status(301, "Location", "/moved")).on("/moved", text("yes"));

        ask(secure.at("/file"), secure.at("/"));

        assertThat(tokens(secure)).hasSize(2).doesNotContain(Optional.empty());
    }

    @Test
    void aTokenNeverGoesOverPlainHttp() throws IOException {
        plain.on("/file", text("yes"));

        assertThat(ask(plain.at("/file"), plain.at("/"))).isEqualTo("yes");
        assertThat(tokens(plain)).containsExactly(Optional.empty());
    }

    @Test
    void noRedirectLeadsFromHttpsToHttp() {
        secure.on("/file", status(302, "Location", plain.at("/file").toString()));
        plain.on("/file", text("no"));

        assertThatThrownBy(() -> ask(secure.at("/file"), secure.at("/")))
                .hasMessage("must redirect to an https address, did to '%s'", plain.at("/file"));
        assertThat(plain.requests()).isEmpty();
    }

    @Test
    void aRedirectToAFileOrToNothingIsNotFollowed() {
        secure.on("/file", status(302, "Location", "file:///etc/passwd")).on("/odd", status(302, "Location", "::"));

        assertThatThrownBy(() -> ask(secure.at("/file"), secure.at("/"))).hasMessageContaining("file:///etc/passwd");
        assertThatThrownBy(() -> ask(secure.at("/odd"), secure.at("/"))).hasMessageContaining("did to '::'");
    }

    @Test
    void aCircleOfRedirectsEnds() {
        secure.on("/file", status(302, "Location", "/file"));

        assertThatThrownBy(() -> ask(secure.at("/file"), secure.at("/"))).hasMessageContaining("more than 5 times");
        assertThat(secure.requests()).hasSize(6);
    }

    @Test
    void aCertificateThatNobodyKnowsIsRefused() {
        secure.on("/file", text("no"));

        assertThatThrownBy(() -> ScriptedHost.web(new ArrayList<>()).text(secure.at("/file"), Optional.empty()))
                .isInstanceOf(javax.net.ssl.SSLException.class);
        assertThat(secure.requests()).isEmpty();
    }

    @Test
    void whatIsNoAddressOfTheWebIsRefused() {
        assertThatThrownBy(() -> ask(URI.create("ftp://host/file"), secure.at("/")))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("An address must be one of https, was 'ftp://host/file'");
    }

    @Test
    void aTextWithoutEndIsCutOff() {
        plain.on("/file", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 9; i++) {
                exchange.getResponseBody().write(block);
            }
        });

        assertThatThrownBy(() -> ask(plain.at("/file"), plain.at("/"))).hasMessageContaining("more than");
    }

    /**
     * Every connection asks the proxy selector first; online it sees the request, so that offline its silence tells.
     */
    @Test
    void offlineNothingIsOpened() throws IOException {
        plain.on("/file", text("yes"));
        List<URI> asked = new ArrayList<>();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(recorder(asked));
        try {
            new Web(false, ScriptedHost.SHORT, FetchProgress.SILENT).text(plain.at("/file"), Optional.empty());
            assertThat(asked).hasSize(1);
            assertThat(plain.requests()).hasSize(1);

            Web offline = new Web(true, ScriptedHost.SHORT, FetchProgress.SILENT);
            assertThatThrownBy(() -> offline.text(plain.at("/file"), Optional.empty()))
                    .isInstanceOfSatisfying(
                            HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.SURROUNDINGS))
                    .hasMessageContaining("the network is off (HF_HUB_OFFLINE or --offline)");
            assertThat(asked).hasSize(1);
            assertThat(plain.requests()).hasSize(1);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    /** What asks for a file goes through the proxy that Java's own settings name. */
    @Test
    void aProxyIsAskedInTheHostsPlace() throws IOException {
        plain.on("/file", text("from the proxy"));
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), plain.at("/").getPort())));
        try {
            Web web = new Web(false, ScriptedHost.SHORT, FetchProgress.SILENT);
            assertThat(web.text(URI.create("http://no-such-host.invalid/file"), Optional.empty()))
                    .isEqualTo("from the proxy");
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    private static ProxySelector recorder(List<URI> asked) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                asked.add(uri);
                return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException e) {
                throw new AssertionError(uri.toString(), e);
            }
        };
    }
}
