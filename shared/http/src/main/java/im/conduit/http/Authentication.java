package im.conduit.http;

import im.conduit.realtime.key.Caller;
import im.conduit.realtime.key.KeyAuthenticator;
import im.conduit.realtime.wire.Problem;
import im.conduit.realtime.wire.Problem.Kind;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks every route below `/v1` and `/api` for a virtual key, unless it is [Anonymous]. Contract
/// section 1.
@ServerFilter({"/v1/**", "/api/**"})
public final class Authentication implements Ordered {

    /// The request attribute that holds the [Caller].
    public static final String CALLER = "conduit.caller";

    static final Problem UNKNOWN_KEY =
            new Problem(
                    Kind.UNAUTHENTICATED,
                    "invalid_api_key",
                    "Send a valid key as 'Authorization: Bearer <key>' or 'X-API-Key: <key>'.",
                    null);

    private static final Problem INACTIVE_KEY =
            new Problem(
                    Kind.FORBIDDEN, "key_inactive", "This key is disabled or has expired.", null);

    private static final String BEARER = "Bearer ";

    private final KeyAuthenticator keys;

    Authentication(KeyAuthenticator keys) {
        this.keys = keys;
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.order();
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable HttpResponse<?> authenticate(HttpRequest<?> request) {
        if (!needsKey(request)) {
            return null;
        }
        KeyAuthenticator.Verdict verdict =
                presented(request)
                        .map(keys::authenticate)
                        .orElseGet(KeyAuthenticator.Verdict.Unknown::new);
        return switch (verdict) {
            case KeyAuthenticator.Verdict.Active(var key) -> {
                request.setAttribute(CALLER, new Caller(key, null));
                yield null;
            }
            case KeyAuthenticator.Verdict.Inactive _ -> Problems.answer(request, INACTIVE_KEY);
            case KeyAuthenticator.Verdict.Unknown _ -> Problems.answer(request, UNKNOWN_KEY);
        };
    }

    /// A path that leads nowhere needs none either: its answer is 404 or 405.
    private static boolean needsKey(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .filter(
                        route ->
                                !route.getRouteInfo()
                                        .getAnnotationMetadata()
                                        .hasAnnotation(Anonymous.class))
                .isPresent();
    }

    private static Optional<String> presented(HttpRequest<?> request) {
        String bearer = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (bearer != null && bearer.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(bearer.substring(BEARER.length()).strip());
        }
        return Optional.ofNullable(request.getHeaders().get("X-API-Key")).map(String::strip);
    }
}
