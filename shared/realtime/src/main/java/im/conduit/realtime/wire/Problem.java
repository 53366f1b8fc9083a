package im.conduit.realtime.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Why a request is refused, before it is written as the error body of contract section 1.
///
/// @param kind status and type
/// @param code finer than the type, such as `missing_parameter`
/// @param message one sentence for the caller; never a secret, never a stack trace
/// @param param the member or parameter at fault
public record Problem(Kind kind, String code, String message, @Nullable String param) {

    private static final int LONGEST_PARAM = 200;

    /// Makes what came from the caller fit to be shown: bounded, and whole characters only.
    public Problem {
        message = shown(message, 2 * LONGEST_PARAM);
        param = param == null ? null : shown(param, LONGEST_PARAM);
    }

    /// Every way in which a request can fail.
    public enum Kind {
        /// Something is wrong with the request.
        INVALID_REQUEST(400, "invalid_request_error"),
        /// Who asks is not known.
        UNAUTHENTICATED(401, "authentication_error"),
        /// Who asks is known and may not.
        FORBIDDEN(403, "permission_error"),
        /// There is no such thing, or it is another's.
        NOT_FOUND(404, "not_found_error"),
        /// The path exists, with other methods.
        METHOD_NOT_ALLOWED(405, "invalid_request_error"),
        /// No acceptable representation.
        NOT_ACCEPTABLE(406, "invalid_request_error"),
        /// The request took too long to arrive.
        TIMEOUT(408, "timeout_error"),
        /// Not in the state that the thing is in.
        CONFLICT(409, "conflict_error"),
        /// The body is too big.
        TOO_LARGE(413, "payload_too_large"),
        /// The body is of another media type.
        UNSUPPORTED_MEDIA(415, "invalid_request_error"),
        /// A byte range that begins behind the end.
        RANGE_NOT_SATISFIABLE(416, "invalid_request_error"),
        /// Too many requests.
        RATE_LIMITED(429, "rate_limit_error"),
        /// A fault of this server.
        INTERNAL(500, "server_error"),
        /// This server cannot answer now.
        UNAVAILABLE(503, "service_unavailable");

        private final int status;
        private final String type;

        Kind(int status, String type) {
            this.status = status;
            this.type = type;
        }

        /// The HTTP status.
        public int status() {
            return status;
        }

        /// The `error.type` member.
        public String type() {
            return type;
        }
    }

    /// A required member is absent.
    public static Problem missing(String param) {
        return new Problem(
                Kind.INVALID_REQUEST, "missing_parameter", "'" + param + "' is required.", param);
    }

    /// A member breaks a rule.
    ///
    /// @param rule continues the sentence that begins with the member's name
    public static Problem invalid(String param, String rule) {
        return new Problem(
                Kind.INVALID_REQUEST, "invalid_parameter", "'" + param + "' " + rule + ".", param);
    }

    /// The body as a whole breaks a rule.
    public static Problem body(String message) {
        return new Problem(Kind.INVALID_REQUEST, "invalid_parameter", message, null);
    }

    /// There is no such task, or it is another key's: nobody can tell which.
    public static Problem noSuchTask() {
        return new Problem(Kind.NOT_FOUND, "not_found", "There is no such task.", null);
    }

    /// Nobody here makes this type with this model.
    public static Problem unknownModel(String model) {
        return new Problem(
                Kind.INVALID_REQUEST,
                "unsupported_model",
                "The model '" + model + "' is not known here.",
                "model");
    }

    /// The key may not use this model.
    public static Problem forbiddenModel(String model) {
        return new Problem(
                Kind.FORBIDDEN,
                "model_not_allowed",
                "This key may not use the model '" + model + "'.",
                "model");
    }

    /// A session that is narrowed to one user asks for another's.
    public static Problem otherUser() {
        return new Problem(
                Kind.FORBIDDEN,
                "user_not_allowed",
                "This session belongs to another 'user'.",
                "user");
    }

    /// What was asked for is not possible in the state that the task is in.
    public static Problem invalidOperation(String message) {
        return new Problem(Kind.INVALID_REQUEST, "invalid_operation", message, null);
    }

    /// The same, where a route answers it with 409.
    public static Problem conflict(String message) {
        return new Problem(Kind.CONFLICT, "invalid_operation", message, null);
    }

    /// A body over the limit.
    public static Problem tooLarge() {
        return new Problem(
                Kind.TOO_LARGE, "payload_too_large", "The body is larger than 1 MiB.", null);
    }

    private static String shown(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest) + "…";
        byte[] whole = cut.getBytes(StandardCharsets.UTF_8);
        return new String(whole, StandardCharsets.UTF_8);
    }
}
