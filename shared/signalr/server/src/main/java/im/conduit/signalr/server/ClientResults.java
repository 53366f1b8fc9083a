package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage.Completion;
import im.conduit.signalr.protocol.HubMessage.CompletionBindingFailure;
import im.conduit.signalr.protocol.HubMessage.Outcome;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Questions that this node has asked clients and that have not been answered yet.
public final class ClientResults {

    private record Question(
            String connectionId, Type type, CompletableFuture<@Nullable Object> answer) {

        void settle(@Nullable Object value) {
            if (value == null && needsValue()) {
                answer.completeExceptionally(
                        ConnectionFault.invalidData(
                                "The client's answer has no value, which is no "
                                        + type.getTypeName()
                                        + "."));
            } else {
                answer.complete(value);
            }
        }

        private boolean needsValue() {
            return type != void.class && type instanceof Class<?> asked && asked.isPrimitive();
        }
    }

    private final Map<String, Question> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    /// Opens a question. It is closed when the future is completed, by whomever: a timeout or a
    /// cancellation of the asker closes it, too.
    ///
    /// @param invocationId unused before
    /// @param most questions that may be open to one connection; one more fails at once
    public CompletableFuture<@Nullable Object> open(
            String invocationId, String connectionId, Type type, int most) {
        CompletableFuture<@Nullable Object> answer = new ClientAnswer<>();
        int now = asked.merge(connectionId, 1, Integer::sum);
        open.put(invocationId, new Question(connectionId, type, answer));
        var _ = answer.whenComplete((_, _) -> close(invocationId, connectionId));
        if (now > most) {
            answer.completeExceptionally(
                    ConnectionFault.invalidOperation(
                            "Connection '" + connectionId + "' leaves too much unanswered."));
        }
        return answer;
    }

    private void close(String invocationId, String connectionId) {
        open.remove(invocationId);
        asked.computeIfPresent(connectionId, (_, count) -> count == 1 ? null : count - 1);
    }

    /// The type wanted under an id, or `null` when nobody waits.
    public @Nullable Type type(String invocationId) {
        Question question = open.get(invocationId);
        return question == null ? null : question.type;
    }

    /// Settles a question; unknown ids are ignored. No value is `null`, or a failure where a
    /// primitive type was asked for.
    ///
    /// @throws ConnectionFault when another connection was asked
    public void settle(String connectionId, Completion completion) {
        Question question = owned(connectionId, completion.invocationId());
        if (question == null) {
            return;
        }
        switch (completion.outcome()) {
            case Outcome.Result(Object value) -> question.settle(value);
            case Outcome.Empty() -> question.settle(null);
            case Outcome.Failed(String error) ->
                    question.answer.completeExceptionally(new HubException(error));
        }
    }

    /// Fails a question whose answer had another type.
    ///
    /// @throws ConnectionFault when another connection was asked
    public void fail(String connectionId, CompletionBindingFailure failure) {
        Question question = owned(connectionId, failure.invocationId());
        if (question != null) {
            String message = failure.cause().getMessage();
            question.answer.completeExceptionally(
                    ConnectionFault.invalidData(message == null ? "" : message));
        }
    }

    /// Fails what was asked of a connection that has ended.
    public void disconnected(String connectionId) {
        for (Question question : open.values()) {
            if (question.connectionId.equals(connectionId)) {
                question.answer.completeExceptionally(
                        ConnectionFault.io("Connection '" + connectionId + "' disconnected."));
            }
        }
    }

    private @Nullable Question owned(String connectionId, String invocationId) {
        Question question = open.get(invocationId);
        if (question != null && !question.connectionId.equals(connectionId)) {
            throw ConnectionFault.invalidOperation(
                    "Connection ID '"
                            + connectionId
                            + "' is not valid for invocation ID '"
                            + invocationId
                            + "'.");
        }
        return question;
    }
}
