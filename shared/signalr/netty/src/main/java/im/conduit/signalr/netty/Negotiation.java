package im.conduit.signalr.netty;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import im.conduit.signalr.server.Admission;
import im.conduit.signalr.server.HubOptions;
import im.conduit.signalr.server.HubPrincipal;
import im.conduit.signalr.server.HubRequest;
import im.conduit.signalr.server.NegotiateRedirect;
import im.conduit.signalr.server.ServedEndpoint;
import im.conduit.signalr.server.TransportType;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers `negotiate`: an id, a token, and the ways in; or where to go instead.
final class Negotiation {

    private static final Logger LOG = LoggerFactory.getLogger(Negotiation.class);
    private static final int HIGHEST_VERSION = 1;

    private final HubExchange exchange;
    private final HubPrincipal principal;
    private final HubRequest request;
    private final ServedEndpoint endpoint;

    Negotiation(HubExchange exchange, HubPrincipal principal) {
        this.exchange = exchange;
        this.principal = principal;
        this.request = exchange.request();
        this.endpoint = exchange.route().endpoint();
    }

    void run() {
        NegotiateRedirect.Target target = endpoint.redirect().target(request, principal);
        if (target != null) {
            answer(version -> elsewhere(target, version));
            return;
        }
        if (endpoint.admission() == Admission.OPEN) {
            negotiate();
            return;
        }
        exchange.shared()
                .virtualThreads()
                .execute(
                        () -> {
                            Runnable answer = admission();
                            exchange.context().executor().execute(answer);
                        });
    }

    private Runnable admission() {
        try {
            Admission.Busy busy = endpoint.admission().beforeNegotiate(request, principal);
            return busy == null ? this::negotiate : () -> refuse(busy);
        } catch (Throwable e) { // or the client would never be answered
            LOG.error("The admission of {} failed", endpoint.path(), e);
            return () -> exchange.text(500, "");
        }
    }

    private void refuse(Admission.Busy busy) {
        FullHttpResponse response =
                exchange.response(
                        HttpResponseStatus.valueOf(busy.status()),
                        "text/plain",
                        busy.body().getBytes(StandardCharsets.UTF_8));
        response.headers().setInt(HttpHeaderNames.RETRY_AFTER, busy.retryAfterSeconds());
        exchange.send(response);
    }

    private void negotiate() {
        answer(version -> here(endpoint.options(), version));
    }

    /// @param body made for the version that both sides know
    private void answer(IntFunction<String> body) {
        int version;
        try {
            version = version(request.queryValues("negotiateVersion"));
        } catch (NumberFormatException _) {
            json("{\"error\":\"The client requested a non-integer protocol version.\"}");
            return;
        }
        if (version < endpoint.options().minimumNegotiateVersion()) {
            json(
                    "{\"error\":\"The client requested version '"
                            + version
                            + "', but the server does not support this version.\"}");
            return;
        }
        json(body.apply(Math.min(version, HIGHEST_VERSION)));
    }

    private static int version(List<String> values) {
        return switch (values.size()) {
            case 0 -> 0;
            case 1 -> Integer.parseInt(values.getFirst().strip());
            default -> throw new NumberFormatException("given twice");
        };
    }

    /// What the reference server's middleware for redirects writes.
    private static String elsewhere(NegotiateRedirect.Target target, int version) {
        String accessToken = target.accessToken();
        return "{\"negotiateVersion\":"
                + version
                + ",\"url\":"
                + quoted(target.url())
                + (accessToken == null ? "" : ",\"accessToken\":" + quoted(accessToken))
                + ",\"availableTransports\":[]}";
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private String here(HubOptions options, int version) {
        boolean stateful =
                options.statefulReconnect()
                        && "true".equalsIgnoreCase(request.query("useStatefulReconnect"));
        ConnectionTokens tokens = exchange.shared().connections().tokens();
        String hub = endpoint.hubName();
        String id = tokens.newId();
        String token =
                version == 0
                        ? tokens.issueAsId(hub, principal, stateful)
                        : tokens.issue(id, hub, principal, stateful);
        return (stateful ? "{\"useStatefulReconnect\":true," : "{")
                + "\"negotiateVersion\":"
                + version
                + ",\"connectionId\":\""
                + (version == 0 ? token : id)
                + (version == 0 ? "" : "\",\"connectionToken\":\"" + token)
                + "\",\"availableTransports\":["
                + transports(options)
                + "]}";
    }

    private static String transports(HubOptions options) {
        return Arrays.stream(TransportType.values())
                .filter(options.transports()::contains)
                .map(Negotiation::transport)
                .collect(Collectors.joining(","));
    }

    private static String transport(TransportType type) {
        String formats =
                type == TransportType.SERVER_SENT_EVENTS ? "\"Text\"" : "\"Text\",\"Binary\"";
        return "{\"transport\":\"" + type.wireName() + "\",\"transferFormats\":[" + formats + "]}";
    }

    private void json(String body) {
        FullHttpResponse response =
                exchange.response(
                        HttpResponseStatus.OK,
                        "application/json",
                        body.getBytes(StandardCharsets.UTF_8));
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        exchange.send(response);
    }
}
