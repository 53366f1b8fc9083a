package im.conduit.testkit.webhook;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// A real HTTP server on loopback that records every request and answers 200, or what was scripted
/// for the path. Safe for use by many threads.
public final class WebhookSink implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ReceivedWebhook> received = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<SinkAnswer>> scripts = new ConcurrentHashMap<>();
    private final Map<String, SinkAnswer> standing = new ConcurrentHashMap<>();

    private WebhookSink(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::serve);
    }

    /// Starts a sink on a free port.
    public static WebhookSink start() {
        return start(0);
    }

    /// Starts a sink on the given port, so that an address can come back after it was away.
    public static WebhookSink start(int port) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            WebhookSink sink = new WebhookSink(HttpServer.create(address, 1024));
            sink.server.start();
            return sink;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The port it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    /// A target of this sink.
    ///
    /// @param path begins with a slash
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /// Answers the next requests to `path` with these, in order; then as before.
    public void answerNext(String path, SinkAnswer... answers) {
        Queue<SinkAnswer> script = scripts.computeIfAbsent(path, _ -> new ArrayDeque<>());
        synchronized (script) {
            script.addAll(List.of(answers));
        }
    }

    /// Answers every request to `path` with this from now on.
    public void answerAlways(String path, SinkAnswer answer) {
        standing.put(path, answer);
    }

    /// Everything that came, in the order it was read.
    public List<ReceivedWebhook> received() {
        return List.copyOf(received);
    }

    /// What came and passes the test.
    public List<ReceivedWebhook> received(Predicate<ReceivedWebhook> test) {
        return received.stream().filter(test).toList();
    }

    /// What came for a task.
    public List<ReceivedWebhook> ofTask(String taskId) {
        return received(webhook -> webhook.taskId().equals(taskId));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(
                    new ReceivedWebhook(
                            Instant.now(),
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            headers(exchange),
                            body));
            answer(exchange, next(exchange.getRequestURI().getPath()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, List<String>> headers(HttpExchange exchange) {
        return exchange.getRequestHeaders().entrySet().stream()
                .collect(
                        toUnmodifiableMap(
                                header -> header.getKey().toLowerCase(Locale.ROOT),
                                header -> List.copyOf(header.getValue())));
    }

    private SinkAnswer next(String path) {
        SinkAnswer otherwise = standing.getOrDefault(path, SinkAnswer.status(200));
        Queue<SinkAnswer> script = scripts.get(path);
        if (script == null) {
            return otherwise;
        }
        synchronized (script) {
            SinkAnswer scripted = script.poll();
            return scripted == null ? otherwise : scripted;
        }
    }

    private static void answer(HttpExchange exchange, SinkAnswer answer)
            throws IOException, InterruptedException {
        if (answer.after().isPositive()) {
            Thread.sleep(answer.after());
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /// Stops listening at once.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
