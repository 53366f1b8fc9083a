package im.conduit.signalr.netty;

import im.conduit.signalr.server.Ending;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import im.conduit.signalr.server.TransportType;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides what an authenticated request wants, and looks up its connection.
final class RequestDispatch {

    private static final String GOING_DOWN = "The server is going down";
    private static final String NO_CONNECTION = "No Connection with that ID";

    private final HubExchange exchange;
    private final HubPrincipal principal;
    private final HubRequest request;

    RequestDispatch(HubExchange exchange, HubPrincipal principal) {
        this.exchange = exchange;
        this.principal = principal;
        this.request = exchange.request();
    }

    void run() {
        HttpMethod method = exchange.method();
        boolean opens = exchange.route().negotiate() || request.query("id") == null;
        if (opens && exchange.shared().connections().draining()) {
            exchange.text(503, GOING_DOWN);
        } else if (exchange.route().negotiate()) {
            if (method.equals(HttpMethod.POST)) {
                new Negotiation(exchange, principal).run();
            } else {
                refuseMethod("POST");
            }
        } else if (method.equals(HttpMethod.GET)) {
            get();
        } else if (exchange.onStream()) {
            connectStream();
        } else if (method.equals(HttpMethod.POST)) {
            post();
        } else if (method.equals(HttpMethod.DELETE)) {
            delete();
        } else {
            refuseMethod("GET, POST, DELETE");
        }
    }

    private void refuseMethod(String allowed) {
        FullHttpResponse response =
                exchange.response(HttpResponseStatus.METHOD_NOT_ALLOWED, "text/plain", new byte[0]);
        response.headers().set(HttpHeaderNames.ALLOW, allowed);
        exchange.send(response);
    }

    // ---- what kind of GET

    private void get() {
        HttpHeaders headers = exchange.headers();
        if (wantsEvents(headers)) {
            connect(TransportType.SERVER_SENT_EVENTS);
        } else if (WebSocketUpgrade.wanted(headers)) {
            connect(TransportType.WEB_SOCKETS);
        } else {
            connect(TransportType.LONG_POLLING);
        }
    }

    private void connectStream() {
        if (WebSocketUpgrade.wantedVersion(exchange.headers())) {
            connect(TransportType.WEB_SOCKETS);
        } else {
            refuse(400, "Only version 13 of WebSockets is supported", false);
        }
    }

    private static boolean wantsEvents(HttpHeaders headers) {
        for (String line : headers.getAll(HttpHeaderNames.ACCEPT)) {
            for (String type : line.split(",", -1)) {
                int parameters = type.indexOf(';');
                String name = parameters < 0 ? type : type.substring(0, parameters);
                if (name.strip().toLowerCase(Locale.ROOT).equals("text/event-stream")) {
                    return true;
                }
            }
        }
        return false;
    }

    private void connect(TransportType kind) {
        boolean polling = kind == TransportType.LONG_POLLING;
        if (kind == TransportType.WEB_SOCKETS && !exchange.shared().cors().admitsSocket(request)) {
            exchange.text(403, "The origin is not allowed");
            return;
        }
        boolean served = exchange.route().endpoint().options().transports().contains(kind);
        String token = token();
        LiveConnection live;
        if (token == null && kind == TransportType.WEB_SOCKETS) {
            live = null;
        } else {
            live = find(token, polling, kind == TransportType.WEB_SOCKETS, served);
            if (live == null) {
                return;
            }
        }
        if (!served) {
            refuse(
                    404,
                    kind.wireName() + " transport not supported by this end point type",
                    polling);
            return;
        }
        if (live != null && !live.take(kind)) {
            refuse(400, "Cannot change transports mid-connection", polling);
            return;
        }
        switch (kind) {
            case WEB_SOCKETS -> new WebSocketUpgrade(exchange, principal, live).run();
            case SERVER_SENT_EVENTS -> openEvents(Objects.requireNonNull(live));
            case LONG_POLLING -> poll(Objects.requireNonNull(live));
        }
    }

    private void openEvents(LiveConnection live) {
        if (!live.reserve()) {
            exchange.text(409, "");
            return;
        }
        exchange.become(
                new EventStreamTransport(exchange, live, principal, live.endpoint().options()));
    }

    private void poll(LiveConnection live) {
        PollTransport polls = polls(live);
        if (polls != null) {
            polls.poll(exchange);
        }
    }

    private @Nullable PollTransport polls(LiveConnection live) {
        synchronized (live) { // first polls may come side by side
            if (live.transport() instanceof PollTransport known) {
                live.renew(principal);
                return known;
            }
            PollTransport made =
                    new PollTransport(
                            live,
                            live.endpoint().options(),
                            exchange.context().channel().eventLoop());
            return connected(exchange, live, made, principal) ? made : null;
        }
    }

    /// Connects a transport, unless the connection or the server has ended since the request came.
    ///
    /// @return false when the request has been answered instead
    static boolean connected(
            HubExchange exchange,
            LiveConnection live,
            QueuedTransport transport,
            HubPrincipal principal) {
        LiveConnections connections = exchange.shared().connections();
        if (connections.draining()) {
            live.end(Ending.shutdown()); // too new, maybe, for the drain to have seen it
        }
        if (live.attach(transport, principal, exchange.request())) {
            return true;
        }
        boolean polling = transport instanceof PollTransport;
        if (connections.draining()) {
            refuse(exchange, 503, GOING_DOWN, polling);
        } else {
            refuse(exchange, 404, NO_CONNECTION, polling);
        }
        return false;
    }

    // ---- sends and ends

    private void post() {
        LiveConnection live = find(token(), false, false, false);
        if (live == null) {
            return;
        }
        if (live.kind() == TransportType.WEB_SOCKETS) {
            exchange.text(405, "POST requests are not allowed for WebSocket connections.");
            return;
        }
        new PostedInput(exchange, live).start();
    }

    private void delete() {
        LiveConnection live = find(token(), false, false, false);
        if (live == null) {
            return;
        }
        if (live.transport() instanceof PollTransport polls) {
            polls.delete();
            exchange.text(202, "");
        } else {
            exchange.text(400, "Cannot terminate this connection using the DELETE endpoint.");
        }
    }

    // ---- the connection

    /// The `id` member: `null` when absent or empty, and no token at all when given twice.
    private @Nullable String token() {
        List<String> ids = request.queryValues("id");
        return switch (ids.size()) {
            case 0 -> null;
            case 1 -> ids.getFirst().isEmpty() ? null : ids.getFirst();
            default -> String.join(",", ids);
        };
    }

    /// The connection of a token; answers the request when there is none.
    ///
    /// @param connects whether the request connects it
    private @Nullable LiveConnection find(
            @Nullable String token, boolean polling, boolean anyNode, boolean connects) {
        if (token == null) {
            refuse(400, "Connection ID required", polling);
            return null;
        }
        LiveConnections connections = exchange.shared().connections();
        return switch (connections.find(token, exchange.route().endpoint())) {
            case LiveConnections.Found.Known(LiveConnection live) -> checked(live, polling);
            case LiveConnections.Found.Negotiated(ConnectionTokens.Claims claims) -> {
                if (connections.draining()) {
                    refuse(503, GOING_DOWN, polling);
                    yield null;
                }
                if (!claims.here() && (!anyNode || claims.stateful())) {
                    refuse(404, NO_CONNECTION, polling);
                    yield null;
                }
                if (!claims.belongsTo(principal)) {
                    refuse(403, "", polling);
                    yield null;
                }
                yield connects
                        ? connections.open(token, claims, exchange.route().endpoint())
                        : openEarly(token, claims);
            }
            case LiveConnections.Found.Nothing() -> {
                refuse(404, NO_CONNECTION, polling);
                yield null;
            }
        };
    }

    private @Nullable LiveConnection openEarly(String token, ConnectionTokens.Claims claims) {
        LiveConnection live =
                exchange.shared()
                        .connections()
                        .openEarly(token, claims, exchange.route().endpoint());
        if (live == null) {
            EarlyRoom.refuse(exchange);
        }
        return live;
    }

    private @Nullable LiveConnection checked(LiveConnection live, boolean polling) {
        if (!live.belongsTo(principal)) {
            refuse(403, "", polling);
            return null;
        }
        return live;
    }

    private void refuse(int status, String text, boolean polling) {
        refuse(exchange, status, text, polling);
    }

    private static void refuse(HubExchange exchange, int status, String text, boolean polling) {
        FullHttpResponse response =
                exchange.response(
                        HttpResponseStatus.valueOf(status),
                        "text/plain",
                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (polling) {
            CacheHeaders.forbid(response.headers());
        }
        exchange.send(response);
    }
}
