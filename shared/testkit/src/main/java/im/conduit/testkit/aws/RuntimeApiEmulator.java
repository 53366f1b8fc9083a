package im.conduit.testkit.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The AWS Lambda Runtime API of one execution environment: the function's own process asks for its
/// next invocation and posts the answer, as under
/// `docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html`. One invocation at a time reaches one
/// process, as in the cloud.
public final class RuntimeApiEmulator implements LambdaFunction, AutoCloseable {

    static final String FUNCTION_ARN =
            "arn:aws:lambda:eu-central-1:123456789012:function:look-alike";
    private static final String ROOT = "/2018-06-01/runtime/";

    private final HttpServer server;
    private final Duration timeout;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> running = new ConcurrentHashMap<>();
    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private final CompletableFuture<Instant> initialized = new CompletableFuture<>();

    private record Invocation(String id, byte[] event, CompletableFuture<byte[]> answer) {}

    private RuntimeApiEmulator(HttpServer server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
        server.setExecutor(threads);
        server.createContext(ROOT, this::serve);
    }

    /// Starts the API on a free loopback port.
    ///
    /// @param timeout the function's timeout
    public static RuntimeApiEmulator start(Duration timeout) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            RuntimeApiEmulator api =
                    new RuntimeApiEmulator(HttpServer.create(address, 64), timeout);
            api.server.start();
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Host and port, as in `AWS_LAMBDA_RUNTIME_API`.
    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// Completes when the function first asks for an invocation: its initialisation is over.
    public CompletableFuture<Instant> initialized() {
        return initialized;
    }

    @Override
    public byte[] invoke(byte[] event) {
        Invocation invocation =
                new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
        broken.thenAccept(error -> fail(invocation, error));
        waiting.add(invocation);
        try {
            return invocation.answer().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new FunctionFailure(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new FunctionFailure("Task timed out after " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FunctionFailure("interrupted", e);
        } finally {
            waiting.remove(invocation);
            running.remove(invocation.id());
        }
    }

    /// The function's process ended: whatever waits for it fails.
    void exited(int status) {
        broken.complete("Runtime.ExitError: the process ended with " + status);
        running.values().forEach(invocation -> fail(invocation, "Runtime.ExitError " + status));
    }

    private static void fail(Invocation invocation, String error) {
        invocation.answer().completeExceptionally(new FunctionFailure(error));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().substring(ROOT.length()).split("/");
            byte[] body = exchange.getRequestBody().readAllBytes();
            String call = exchange.getRequestMethod() + " " + path[0] + "/" + path[path.length - 1];
            switch (call) {
                case "GET invocation/next" -> next(exchange);
                case "POST invocation/response" -> {
                    Invocation invocation = running.remove(path[1]);
                    if (invocation != null) {
                        invocation.answer().complete(body);
                    }
                    taken(exchange, invocation != null);
                }
                case "POST invocation/error" -> {
                    Invocation invocation = running.remove(path[1]);
                    if (invocation != null) {
                        fail(invocation, text(body));
                    }
                    taken(exchange, invocation != null);
                }
                case "POST init/error" -> {
                    broken.complete("Runtime.InitError: " + text(body));
                    taken(exchange, true);
                }
                default -> exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        initialized.complete(Instant.now());
        Invocation invocation = waiting.take();
        running.put(invocation.id(), invocation);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                String.valueOf(Instant.now().plus(timeout).toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", FUNCTION_ARN);
        headers.set("Lambda-Runtime-Trace-Id", HttpApiEvent.traceId());
        exchange.sendResponseHeaders(200, invocation.event().length);
        exchange.getResponseBody().write(invocation.event());
    }

    private static void taken(HttpExchange exchange, boolean known) throws IOException {
        byte[] body =
                (known
                                ? "{\"status\":\"OK\"}"
                                : "{\"errorMessage\":\"Invalid request ID\","
                                        + "\"errorType\":\"InvalidRequestID\"}")
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(known ? 202 : 400, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// Stops the API; a waiting function's call breaks off.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
