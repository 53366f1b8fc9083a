package im.conduit.http;

import im.conduit.realtime.wire.Problem;
import im.conduit.realtime.wire.Problem.Kind;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.codec.CodecException;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedBodyRouteException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;

/// Gives the framework's own failures (no route, wrong method, body too long, an exception nobody
/// expected) the error body. Never repeats what an exception says.
@Singleton
final class FrameworkProblems implements ErrorResponseProcessor<byte[]> {

    private static final Problem EMPTY_BODY = Problem.body("The body is empty or cannot be read.");

    @Override
    public MutableHttpResponse<byte[]> processResponse(
            ErrorContext context, MutableHttpResponse<?> answer) {
        Problem problem =
                switch (context.getRootCause().orElse(null)) {
                    case UnsatisfiedBodyRouteException _ -> EMPTY_BODY;
                    case CodecException _ -> EMPTY_BODY;
                    case UnsatisfiedRouteException unsatisfied ->
                            Problem.missing(unsatisfied.getArgument().getName());
                    case null, default -> problem(context.getRequest(), answer.code());
                };
        return Problems.fill(context.getRequest(), answer, problem);
    }

    static Problem problem(HttpRequest<?> request, int status) {
        return switch (status) {
            case 401 -> Authentication.UNKNOWN_KEY;
            case 403 ->
                    new Problem(
                            Kind.FORBIDDEN, "forbidden", "This is not allowed from here.", null);
            case 404 ->
                    new Problem(
                            Kind.NOT_FOUND, "not_found", "There is nothing at this path.", null);
            case 405 ->
                    new Problem(
                            Kind.METHOD_NOT_ALLOWED,
                            "method_not_allowed",
                            "This path does not take " + request.getMethodName() + ".",
                            null);
            case 406 ->
                    new Problem(
                            Kind.NOT_ACCEPTABLE,
                            "not_acceptable",
                            "The answer is not available as any of the accepted types.",
                            "Accept");
            case 408 ->
                    new Problem(
                            Kind.TIMEOUT, "timeout", "The request took too long to arrive.", null);
            case 413 -> Problem.tooLarge();
            case 415 ->
                    new Problem(
                            Kind.UNSUPPORTED_MEDIA,
                            "unsupported_media_type",
                            "The body must be application/json.",
                            "Content-Type");
            case 503 ->
                    new Problem(
                            Kind.UNAVAILABLE,
                            "service_unavailable",
                            "The service cannot answer now; try again.",
                            null);
            default ->
                    status < 500
                            ? Problem.body("The request is not well-formed.")
                            : new Problem(
                                    Kind.INTERNAL,
                                    "internal_error",
                                    "Something went wrong on the server.",
                                    null);
        };
    }
}
