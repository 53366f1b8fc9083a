package im.conduit.signalr.redis;

import im.conduit.signalr.protocol.BindingException;
import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubMessage.Completion;
import im.conduit.signalr.protocol.HubMessage.CompletionBindingFailure;
import im.conduit.signalr.protocol.HubMessage.Invocation;
import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.InvocationBinder;
import im.conduit.signalr.protocol.ProtocolException;
import im.conduit.signalr.redis.Envelope.Answered;
import im.conduit.signalr.redis.Envelope.Question;
import im.conduit.signalr.redis.Envelope.Reminder;
import im.conduit.signalr.redis.Envelope.Unanswered;
import im.conduit.signalr.redis.Envelope.Withdrawn;
import im.conduit.signalr.server.ClientResults;
import im.conduit.signalr.server.ConnectionFault;
import im.conduit.signalr.server.EncodedMessage;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Questions to clients of other nodes. Reminders find out what became of a question whose answer
/// was lost, or whose node has died.
final class RemoteQuestions implements InvocationBinder {

    /// The node that holds a connection counts what it leaves unanswered.
    private static final int HOLDER_LIMITS = Integer.MAX_VALUE;

    private final Post post;
    private final List<HubProtocol> protocols;
    private final ClientResults results;
    private final Executor executor;
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    private record Open(
            String id, String connectionId, CompletableFuture<@Nullable Object> answer) {}

    /// @param executor runs what depends on answers: user code
    RemoteQuestions(
            Post post, List<HubProtocol> protocols, ClientResults results, Executor executor) {
        this.post = post;
        this.protocols = protocols;
        this.results = results;
        this.executor = executor;
    }

    /// Asks.
    ///
    /// @param message has an id that no other node uses
    CompletableFuture<@Nullable Object> ask(
            String connectionId, String id, Invocation message, Type resultType) {
        Question question = new Question(post.node(), id, EncodedMessage.of(message, protocols));
        CompletableFuture<@Nullable Object> answer =
                results.open(id, connectionId, resultType, HOLDER_LIMITS);
        Open asked = new Open(id, connectionId, answer);
        open.put(id, asked);
        var _ = answer.whenComplete((_, _) -> withdraw(asked));
        send(asked, question, "Connection '" + connectionId + "' does not exist.");
        return answer;
    }

    /// The asker has given up, unless the question was closed before.
    private void withdraw(Open asked) {
        if (open.remove(asked.id(), asked)) {
            var _ = post.toHolder(asked.connectionId(), new Withdrawn(asked.id()));
        }
    }

    private void fail(Open asked, String reason) {
        if (open.remove(asked.id(), asked)) {
            asked.answer().completeExceptionally(ConnectionFault.io(reason));
        }
    }

    private void send(Open asked, Envelope envelope, String whenNobodyHears) {
        post.toHolder(asked.connectionId(), envelope)
                .whenCompleteAsync(
                        (nodes, failed) -> {
                            if (failed == null && nodes == 0) {
                                fail(asked, whenNobodyHears);
                            } else if (failed != null && envelope instanceof Question) {
                                fail(
                                        asked,
                                        "Connection '"
                                                + asked.connectionId()
                                                + "' cannot be asked: "
                                                + failed.getMessage());
                            }
                        },
                        executor);
    }

    /// Reminds other nodes of what has not been answered yet.
    void remind() {
        open.forEach(
                (id, asked) ->
                        send(
                                asked,
                                new Reminder(post.node(), id),
                                "Connection '" + asked.connectionId() + "' disconnected."));
    }

    /// No answer will come.
    void unanswered(Unanswered refusal) {
        Open asked = open.get(refusal.id());
        if (asked != null && asked.connectionId().equals(refusal.connectionId())) {
            executor.execute(() -> fail(asked, refusal.reason()));
        }
    }

    /// An answer has come. From here on no reminder can tell that it was lost.
    void answered(Answered answer) {
        Open asked = open.get(answer.id());
        if (asked != null
                && asked.connectionId().equals(answer.connectionId())
                && open.remove(answer.id(), asked)) {
            executor.execute(() -> settle(asked, answer));
        }
    }

    private void settle(Open asked, Answered answer) {
        try {
            switch (read(answer)) {
                case Completion completion -> results.settle(answer.connectionId(), completion);
                case CompletionBindingFailure failure ->
                        results.fail(answer.connectionId(), failure);
                case null, default -> throw new ProtocolException("It is no completion.");
            }
        } catch (Throwable unreadable) {
            String whose = "The answer of connection '" + answer.connectionId() + "'";
            String reason = whose + " cannot be read: " + unreadable.getMessage();
            asked.answer().completeExceptionally(ConnectionFault.invalidData(reason));
        }
    }

    private @Nullable HubMessage read(Answered answer) {
        for (HubProtocol protocol : protocols) {
            if (protocol.name().equals(answer.protocol())) {
                return protocol.parse(ByteBuffer.wrap(answer.completion()), this);
            }
        }
        return null;
    }

    @Override
    public Type returnType(String invocationId) {
        Type type = results.type(invocationId);
        if (type == null) {
            throw new BindingException("Nobody waits for '" + invocationId + "'.");
        }
        return type;
    }

    @Override
    public List<Type> parameterTypes(String target) {
        throw new BindingException("Only answers are expected.");
    }

    @Override
    public Type streamItemType(String streamId) {
        throw new BindingException("Only answers are expected.");
    }
}
