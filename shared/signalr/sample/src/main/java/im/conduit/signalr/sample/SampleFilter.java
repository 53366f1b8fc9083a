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

/// What stands in front of everything that is no hub: cross-origin headers, redirects, cookies.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class SampleFilter {

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
                            (request.isSecure() ? "https://" : "http://")
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

    private static boolean below(String path, String start) {
        return path.equals(start) || path.startsWith(start + "/");
    }

    @ResponseFilter
    void decorate(HttpRequest<?> request, MutableHttpResponse<?> response) {
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (origin != null) {
            response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.header(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            echo(
                    request,
                    response,
                    HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD,
                    HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS);
            echo(
                    request,
                    response,
                    HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS,
                    HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS);
        }
        if (request.getPath().endsWith(".js")) {
            response.header(HttpHeaders.CONTENT_TYPE, "text/javascript");
        }
        if (NegotiateCookies.wanted(request.getPath())) {
            NegotiateCookies.cookies(request.isSecure())
                    .forEach(cookie -> response.header(HttpHeaders.SET_COOKIE, cookie));
        }
    }

    private static void echo(
            HttpRequest<?> request, MutableHttpResponse<?> response, String asked, String given) {
        String value = request.getHeaders().get(asked);
        if (value != null && request.getMethod() == HttpMethod.OPTIONS) {
            response.header(given, value);
        }
    }
}
