package im.conduit.realtime.task;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The webhook members of a submission.
///
/// @param url absolute target
/// @param sealedHeaders the caller's headers, a JSON object encrypted by a `SecretBox` under the
///     context `webhook-headers`; `null` when there are none
/// @param events which kinds are wanted
public record WebhookRequest(URI url, @Nullable String sealedHeaders, Set<EventKind> events) {

    /// What is sent when the submission names no filter: everything but `started`.
    public static final Set<EventKind> DEFAULT_EVENTS =
            Set.of(EventKind.PROGRESS, EventKind.COMPLETED, EventKind.FAILED, EventKind.CANCELLED);

    /// Copies the set.
    public WebhookRequest {
        events = Set.copyOf(events);
    }
}
