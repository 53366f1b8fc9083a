package im.conduit.http;

import im.conduit.realtime.key.Caller;
import im.conduit.realtime.key.Credentials;
import im.conduit.realtime.key.Credentials.Verdict;
import im.conduit.realtime.key.SessionRule;
import im.conduit.realtime.wire.Problem;
import im.conduit.realtime.wire.Problem.Kind;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import java.lang.annotation.Annotation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks every route below `/v1` and `/api` for a virtual key, unless it is [Anonymous]; where it is
/// [SessionAccepted] a browser session will do. Contract sections 1 and 6.
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

    private final Credentials credentials;
    private final SessionRule sessions;

    Authentication(Credentials credentials, SessionRule sessions) {
        this.credentials = credentials;
        this.sessions = sessions;
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
        return switch (verdict(request)) {
            case Verdict.Accepted(Caller caller, _) -> {
                request.setAttribute(CALLER, caller);
                yield null;
            }
            case Verdict.Inactive _ -> Problems.answer(request, INACTIVE_KEY);
            case Verdict.Unknown _ -> Problems.answer(request, UNKNOWN_KEY);
        };
    }

    /// A path that leads nowhere needs none either: its answer is 404 or 405.
    private static boolean needsKey(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request).isPresent()
                && !isMarked(request, Anonymous.class);
    }

    private Verdict verdict(HttpRequest<?> request) {
        Optional<String> key = presented(request);
        if (key.isPresent()) {
            return credentials.key(key.get());
        }
        Optional<String> session =
                request.getCookies().findCookie(Credentials.SESSION_COOKIE).map(Cookie::getValue);
        HttpHeaders headers = request.getHeaders();
        return session.isPresent()
                        && isMarked(request, SessionAccepted.class)
                        && sessions.allows(
                                headers.get(HttpHeaders.ORIGIN), headers.get("Sec-Fetch-Site"))
                ? credentials.session(session.get())
                : new Verdict.Unknown();
    }

    private static boolean isMarked(HttpRequest<?> request, Class<? extends Annotation> mark) {
        return RouteAttributes.getRouteMatch(request)
                .filter(route -> route.getRouteInfo().getAnnotationMetadata().hasAnnotation(mark))
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
