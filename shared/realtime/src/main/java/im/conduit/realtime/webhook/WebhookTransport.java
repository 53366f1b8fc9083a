package im.conduit.realtime.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sends one webhook: to no address but those that the [TargetGuard] allows, without following
/// redirects, within a bounded time and with a bounded answer. Safe for use by many threads.
public interface WebhookTransport {

    /// POSTs and waits for the answer.
    ///
    /// @throws InterruptedException when the caller is interrupted; the request may have been sent
    Answer post(Post post) throws InterruptedException;

    /// A request.
    ///
    /// @param url absolute `http` or `https`
    /// @param headers all of them but Host and Content-Length
    /// @param body sent as UTF-8
    /// @param timeout from the look-up of the host to the answer
    record Post(URI url, Map<String, String> headers, String body, Duration timeout) {}

    /// What came of it.
    sealed interface Answer {
        /// The receiver answered.
        ///
        /// @param status its HTTP status
        /// @param retryAfter its `Retry-After` header, unread
        /// @param excerpt the beginning of its body, at most 1 KiB
        record Responded(int status, @Nullable String retryAfter, String excerpt)
                implements Answer {}

        /// No answer came.
        ///
        /// @param cause a phrase such as `no answer within 10 s`; names no address
        record Failed(String cause) implements Answer {}

        /// The host has as many requests as it may have at once; nothing was sent.
        record Busy() implements Answer {}
    }
}
