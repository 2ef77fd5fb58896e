package org.earlyexit.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** A host that answers by a script, the last answer of a path for ever, and remembers what it was asked. */
final class ScriptedHost implements AutoCloseable {

    static final Patience SHORT = new Patience(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMillis(200),
            3,
            Duration.ofMillis(100),
            Duration.ofSeconds(60));

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Deque<Answer>> script = new ConcurrentHashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);

    /** How a request is answered. */
    @FunctionalInterface
    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    /** What was asked. */
    record Request(String path, Map<String, String> headers) {

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    private ScriptedHost(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static ScriptedHost plain() throws IOException {
        return new ScriptedHost(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    static ScriptedHost secure(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new ScriptedHost(server);
    }

    /** Adds answers for a path, in their order. */
    ScriptedHost on(String path, Answer... answers) {
        script.computeIfAbsent(path, any -> new ArrayDeque<>()).addAll(List.of(answers));
        return this;
    }

    URI at(String path) {
        return named("127.0.0.1", path);
    }

    URI named(String name, String path) {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(
                "%s://%s:%d%s".formatted(scheme, name, server.getAddress().getPort(), path));
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        requests.add(new Request(exchange.getRequestURI().getPath(), headers));
        Deque<Answer> answers =
                script.getOrDefault(exchange.getRequestURI().getPath(), new ArrayDeque<>(List.of(status(404))));
        Answer answer;
        synchronized (answers) {
            answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        }
        try (exchange) {
            answer.give(exchange);
        }
    }

    static Answer status(int status, String... headers) {
        return exchange -> {
            head(exchange, headers);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** The whole, whatever was asked. */
    static Answer whole(byte[] bytes, String... headers) {
        return exchange -> {
            head(exchange, headers);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Answer text(String text) {
        return whole(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Breaks off after some bytes. */
    static Answer cutOff(byte[] bytes, int sent, String... headers) {
        return exchange -> {
            head(exchange, headers);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, sent);
            exchange.getResponseBody().flush();
        };
    }

    /** The rest that was asked for, if the condition names this tag; otherwise the whole. */
    static Answer rest(byte[] bytes, String tag) {
        return exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            head(exchange, "ETag", tag);
            if (range == null || !tag.equals(exchange.getRequestHeaders().getFirst("If-Range"))) {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
                return;
            }
            int from = Integer.parseInt(range.replaceAll("\\D", ""));
            head(exchange, "Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
            exchange.sendResponseHeaders(206, bytes.length - from);
            exchange.getResponseBody().write(bytes, from, bytes.length - from);
        };
    }

    /** Sends a byte now and then, for as long as the host is there. */
    Answer crawling(byte[] bytes, String... headers) {
        return exchange -> {
            head(exchange, headers);
            exchange.sendResponseHeaders(200, bytes.length);
            for (byte one : bytes) {
                exchange.getResponseBody().write(one);
                exchange.getResponseBody().flush();
                if (isOver(Duration.ofMillis(20))) {
                    return;
                }
            }
        };
    }

    /** Says nothing for as long as the host is there. */
    Answer silent() {
        return exchange -> {
            if (!isOver(Duration.ofMinutes(1))) {
                throw new IOException("nobody gave up");
            }
        };
    }

    /** Waits a little, and says whether the host is to end. */
    boolean isOver(Duration time) throws IOException {
        try {
            return end.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void head(HttpExchange exchange, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
    }

    /** A web whose pauses are noted instead of waited for. */
    static Web web(List<Duration> pauses) {
        return web(SHORT, pauses, builder -> builder);
    }

    static Web web(Patience patience, List<Duration> pauses, UnaryOperator<HttpClient.Builder> changes) {
        return new Web(false, patience, new Retries(patience, FetchProgress.SILENT, pauses::add), changes);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
