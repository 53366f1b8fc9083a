package im.conduit.realtime.submission;

import im.conduit.realtime.task.EventKind;
import im.conduit.realtime.task.JsonText;
import im.conduit.realtime.task.RenderOptions;
import im.conduit.realtime.task.TaskType;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody asks for, read and in form: the model may still be unknown and the webhook's
/// target refused.
///
/// @param type what is wanted
/// @param model as the caller names it
/// @param prompt 1 to 32,000 characters
/// @param options how the media is wanted
/// @param timeout 1 s to 1 h
/// @param webhook where to tell of it
/// @param metadata the caller's own object
/// @param user the caller's end user
public record SubmissionRequest(
        TaskType type,
        String model,
        String prompt,
        RenderOptions options,
        Duration timeout,
        @Nullable Webhook webhook,
        @Nullable JsonText metadata,
        @Nullable String user) {

    /// The webhook members, before anything is encrypted.
    ///
    /// @param url absolute, `http` or `https`, with a host
    /// @param headers an object of strings; holds secrets, and is encrypted before it goes anywhere
    /// @param events which kinds are wanted
    public record Webhook(URI url, @Nullable JsonText headers, Set<EventKind> events) {

        /// Copies the set.
        public Webhook {
            events = Set.copyOf(events);
        }

        /// Shows no header and no query.
        @Override
        public String toString() {
            return "Webhook[" + url.getHost() + "]";
        }
    }
}
