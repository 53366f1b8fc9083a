package im.conduit.http;

import im.conduit.realtime.wire.Problem;
import im.conduit.realtime.wire.ProblemDocument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;

/// Answers with the error body.
public final class Problems {

    private Problems() {}

    /// The answer to a request that failed.
    public static MutableHttpResponse<byte[]> answer(HttpRequest<?> request, Problem problem) {
        return fill(
                request, HttpResponse.status(HttpStatus.valueOf(problem.kind().status())), problem);
    }

    /// Writes the error body into an answer and leaves its status and headers.
    static MutableHttpResponse<byte[]> fill(
            HttpRequest<?> request, MutableHttpResponse<?> answer, Problem problem) {
        if (problem.kind() == Problem.Kind.UNAUTHENTICATED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (request.getMethod() == HttpMethod.HEAD) {
            return answer.body(new byte[0]);
        }
        return answer.contentType(MediaType.APPLICATION_JSON_TYPE)
                .body(
                        ProblemDocument.render(
                                problem, answer.code(), answer.reason(), RequestId.of(request)));
    }
}
