package im.conduit.realtime.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The error body, one superset for all routes: what OpenAI's clients read, and what readers of
/// problem details (RFC 9457) do. Contract section 1.
public final class ProblemDocument {

    private ProblemDocument() {}

    /// The body as UTF-8 JSON.
    ///
    /// @param status the answer's status, which may be finer than the problem's kind
    /// @param title the status' reason phrase
    public static byte[] render(Problem problem, int status, String title, String requestId) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", problem.message())
                .put("type", problem.kind().type())
                .put("param", problem.param())
                .put("code", problem.code());
        body.put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", problem.message())
                .put("request_id", requestId);
        return Json.bytes(body);
    }
}
