package im.conduit.testkit.webhook;

import java.time.Duration;
import java.util.Map;

/// How a [WebhookSink] answers.
///
/// @param status HTTP status
/// @param headers further headers
/// @param body text of the answer
/// @param after how long the sink keeps the sender waiting
public record SinkAnswer(int status, Map<String, String> headers, String body, Duration after) {

    /// Answers at once with nothing but a status.
    public static SinkAnswer status(int status) {
        return new SinkAnswer(status, Map.of(), "", Duration.ZERO);
    }

    /// The same answer, later.
    public SinkAnswer after(Duration delay) {
        return new SinkAnswer(status, headers, body, delay);
    }

    /// The same answer with one more header.
    public SinkAnswer with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new SinkAnswer(status, Map.copyOf(more), body, after);
    }
}
