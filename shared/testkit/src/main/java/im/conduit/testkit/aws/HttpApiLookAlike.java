package im.conduit.testkit.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An API Gateway HTTP API on loopback: takes HTTP requests, invokes the function of the route with
/// a [HttpApiEvent] and turns its answer into the HTTP answer. Limits as documented: 10 MB a
/// request, 6 MB an answer, 30 s an integration.
public final class HttpApiLookAlike implements AutoCloseable {

    private static final int REQUEST_BYTES = 10 * 1024 * 1024;
    private static final int ANSWER_BYTES = 6 * 1024 * 1024;
    private static final long INTEGRATION_SECONDS = 30;
    private static final Set<String> SET_BY_THE_GATEWAY =
            Set.of("connection", "content-length", "transfer-encoding", "date");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile HttpApiRoutes routes = new HttpApiRoutes(List.of());

    private HttpApiLookAlike(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::serve);
    }

    /// Starts an API without routes on a free port, so that functions can be told its address
    /// first.
    public static HttpApiLookAlike start() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HttpApiLookAlike api = new HttpApiLookAlike(HttpServer.create(address, 256));
            api.server.start();
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deploys routes in place of those before.
    public void deploy(HttpApiRoutes newRoutes) {
        routes = newRoutes;
    }

    /// Scheme, host and port.
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            ApiRequest request = read(exchange);
            if (request.body().length > REQUEST_BYTES) {
                message(exchange, 413, "Request Entity Too Large");
                return;
            }
            var match = routes.find(request.method(), request.rawPath());
            if (match.isEmpty()) {
                message(exchange, 404, "Not Found");
                return;
            }
            invoke(exchange, request, match.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void invoke(HttpExchange exchange, ApiRequest request, HttpApiRoutes.Match match)
            throws IOException, InterruptedException {
        byte[] event = HttpApiEvent.of(request, match.route().key(), match.pathParameters());
        var invocation = threads.submit(() -> match.route().function().invoke(event));
        try {
            byte[] answer = invocation.get(INTEGRATION_SECONDS, TimeUnit.SECONDS);
            if (answer.length > ANSWER_BYTES) {
                message(exchange, 500, "Internal Server Error");
            } else {
                answer(exchange, JSON.readTree(answer), answer);
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof LambdaFunction.FunctionFailure)) {
                throw new IllegalStateException(e.getCause());
            }
            System.err.println(match.route().key() + " failed: " + e.getCause().getMessage());
            message(exchange, 500, "Internal Server Error");
        } catch (TimeoutException e) {
            message(exchange, 503, "Service Unavailable");
        }
    }

    /// Format 2.0: without a `statusCode` the whole answer is the body of a 200.
    private static void answer(HttpExchange exchange, JsonNode answer, byte[] whole)
            throws IOException {
        var headers = exchange.getResponseHeaders();
        if (!answer.has("statusCode")) {
            headers.set("Content-Type", "application/json");
            send(exchange, 200, whole);
            return;
        }
        headers.set("Apigw-Requestid", "look-alike=");
        answer.path("headers")
                .properties()
                .forEach(
                        header -> {
                            if (!SET_BY_THE_GATEWAY.contains(
                                    header.getKey().toLowerCase(Locale.ROOT))) {
                                headers.set(header.getKey(), header.getValue().asText());
                            }
                        });
        answer.path("cookies").forEach(cookie -> headers.add("Set-Cookie", cookie.asText()));
        String body = answer.path("body").isTextual() ? answer.path("body").asText() : "";
        byte[] bytes =
                answer.path("isBase64Encoded").asBoolean()
                        ? Base64.getDecoder().decode(body)
                        : body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && !headers.containsKey("Content-Type")) {
            headers.set("Content-Type", "text/plain;charset=UTF-8");
        }
        send(exchange, answer.path("statusCode").asInt(), bytes);
    }

    private static void message(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, status, ("{\"message\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean none =
                body.length == 0
                        || status == 204
                        || status == 304
                        || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none ? -1 : body.length);
        if (!none) {
            exchange.getResponseBody().write(body);
        }
    }

    private static ApiRequest read(HttpExchange exchange) throws IOException {
        List<ApiRequest.Header> headers = new ArrayList<>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                values.forEach(
                                        value -> headers.add(new ApiRequest.Header(name, value))));
        String query = exchange.getRequestURI().getRawQuery();
        return new ApiRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                headers,
                exchange.getRequestBody().readNBytes(REQUEST_BYTES + 1),
                exchange.getRemoteAddress().getAddress().getHostAddress());
    }

    /// Stops listening at once.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
