package im.conduit.http;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.util.regex.Pattern;

/// What every answer carries, whatever became of the request: the request's id, the trace it
/// belongs to, and no guessing of content types. An error without a body gets one.
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class Envelope implements Ordered {

    private static final String TRACE = "traceparent";

    /// W3C Trace Context, section 3.2.2.
    private static final Pattern VALID_TRACE =
            Pattern.compile(
                    "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    public int getOrder() {
        return ServerFilterPhase.FIRST.order();
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        RequestId.of(request);
    }

    @ResponseFilter
    void end(HttpRequest<?> request, MutableHttpResponse<?> answer) {
        if (answer.code() >= 400 && answer.getBody().isEmpty()) {
            Problems.fill(request, answer, FrameworkProblems.problem(request, answer.code()));
        }
        answer.header(RequestId.HEADER, RequestId.of(request));
        answer.header("X-Content-Type-Options", "nosniff");
        String trace = request.getHeaders().get(TRACE);
        if (trace != null && VALID_TRACE.matcher(trace).matches()) {
            answer.header(TRACE, trace);
        }
    }
}
