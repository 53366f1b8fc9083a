package im.conduit.signalr.sample;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// Adds cross-origin headers to every answer that is no hub's, those of [SampleAnswers] included.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SampleFilter {

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
        if (request.getPath().endsWith(".js") && response.status() == HttpStatus.OK) {
            response.header(HttpHeaders.CONTENT_TYPE, "text/javascript");
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
