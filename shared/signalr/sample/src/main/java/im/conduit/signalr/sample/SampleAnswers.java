package im.conduit.signalr.sample;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Answers whole trees of paths: preflights, redirects, refused negotiations. What it lets pass to
/// paths with `/negotiate` gets cookies.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class SampleAnswers {

    private final AtomicInteger redirects = new AtomicInteger();

    @RequestFilter
    @Nullable HttpResponse<?> answer(HttpRequest<?> request) {
        if (request.getMethod() == HttpMethod.OPTIONS
                && request.getHeaders().get(HttpHeaders.ORIGIN) != null) {
            return HttpResponse.noContent();
        }
        String path = request.getPath().toLowerCase(Locale.ROOT);
        if (below(path, "/echoredirect")) {
            String query = request.getUri().getRawQuery();
            return HttpResponse.status(HttpStatus.TEMPORARY_REDIRECT)
                    .header(
                            HttpHeaders.LOCATION,
                            (overTls(request) ? "https://" : "http://")
                                    + request.getHeaders().get(HttpHeaders.HOST)
                                    + "/echo"
                                    + request.getPath().substring("/echoredirect".length())
                                    + (query == null ? "" : "?" + query));
        }
        if (below(path, "/redirect")) {
            String base = request.getParameters().get("baseUrl", String.class).orElse("");
            return HttpResponse.ok(
                            "{\"url\":\""
                                    + base
                                    + "/testHub?numRedirects="
                                    + redirects.incrementAndGet()
                                    + "\"}")
                    .contentType("application/json");
        }
        return below(path, "/bad-negotiate")
                ? HttpResponse.badRequest("Some response from server").contentType("text/plain")
                : null;
    }

    @ResponseFilter
    void addCookies(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (NegotiateCookies.wanted(request.getPath())) {
            NegotiateCookies.cookies(overTls(request))
                    .forEach(cookie -> response.header(HttpHeaders.SET_COOKIE, cookie));
        }
    }

    /// Also on a stream of HTTP/2, where `isSecure` says no.
    private static boolean overTls(HttpRequest<?> request) {
        return request.getSslSession().isPresent();
    }

    private static boolean below(String path, String start) {
        return path.equals(start) || path.startsWith(start + "/");
    }
}
