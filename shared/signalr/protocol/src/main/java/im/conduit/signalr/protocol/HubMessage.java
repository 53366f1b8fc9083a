package im.conduit.signalr.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message of the SignalR hub protocol, after `HubProtocol.md` of dotnet/aspnetcore.
///
/// An absent or empty `invocationId` on an invocation is `null`: nobody waits for an answer.
public sealed interface HubMessage {

    /// Messages of types 1 to 5: the ones that stateful reconnect counts and resends.
    sealed interface Counted extends HubMessage {}

    /// Type 1. Arguments are already bound to the target's parameter types.
    record Invocation(
            Map<String, String> headers,
            @Nullable String invocationId,
            String target,
            @Nullable Object[] arguments,
            List<String> streamIds)
            implements Counted {}

    /// Type 2: an item of a stream in either direction.
    record StreamItem(Map<String, String> headers, String invocationId, @Nullable Object item)
            implements Counted {}

    /// Type 3: the end of an invocation, a stream or an upload.
    record Completion(Map<String, String> headers, String invocationId, Outcome outcome)
            implements Counted {}

    /// Type 4: an invocation whose answer is a stream.
    record StreamInvocation(
            Map<String, String> headers,
            String invocationId,
            String target,
            @Nullable Object[] arguments,
            List<String> streamIds)
            implements Counted {}

    /// Type 5: the caller of a stream wants no more of it.
    record CancelInvocation(Map<String, String> headers, String invocationId) implements Counted {}

    /// Type 6.
    record Ping() implements HubMessage {}

    /// Type 7.
    record Close(@Nullable String error, boolean allowReconnect) implements HubMessage {}

    /// Type 8: the last counted message that arrived.
    record Ack(long sequenceId) implements HubMessage {}

    /// Type 9: the number of the next counted message, after a stateful reconnect.
    record Sequence(long sequenceId) implements HubMessage {}

    /// An invocation whose arguments could not be bound. The connection lives on; the caller gets a
    /// failed completion when it waits for one (`invocationId` not null).
    record InvocationBindingFailure(
            @Nullable String invocationId, String target, BindingException cause)
            implements Counted {}

    /// An upload item that could not be bound: it fails the reader of that stream only.
    record StreamBindingFailure(String streamId, BindingException cause) implements Counted {}

    /// A client's completion whose result has the wrong type: it fails that one future only.
    record CompletionBindingFailure(String invocationId, BindingException cause)
            implements Counted {}

    /// How an invocation ended.
    sealed interface Outcome {
        /// With a value, `null` included.
        record Result(@Nullable Object value) implements Outcome {}

        /// With neither a value nor an error: the end of a stream.
        record Empty() implements Outcome {}

        /// Failed, with the text that the other side sees.
        record Failed(String error) implements Outcome {}
    }
}
