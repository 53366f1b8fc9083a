package im.conduit.signalr.redis;

import im.conduit.signalr.protocol.HubMessage.Completion;
import im.conduit.signalr.protocol.HubMessage.CompletionBindingFailure;
import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.redis.Envelope.Answered;
import im.conduit.signalr.redis.Envelope.Question;
import im.conduit.signalr.redis.Envelope.Unanswered;
import im.conduit.signalr.server.Broadcasts;
import im.conduit.signalr.server.ConnectionFault;
import im.conduit.signalr.server.HubConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Questions that other nodes have asked clients of this one.
final class AskedElsewhere {

    private final Post post;
    private final Map<String, Asked> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    private record Asked(String connectionId, String by) {}

    AskedElsewhere(Post post) {
        this.post = post;
    }

    /// Passes a question on, unless the client leaves too much unanswered.
    void ask(HubConnection connection, Question question) {
        String id = connection.connectionId();
        Asked asked = new Asked(id, question.from());
        int now = counts.merge(id, 1, Integer::sum);
        open.put(question.id(), asked);
        if (now > connection.maximumClientResults()) {
            refuse(asked, question.id(), "Connection '" + id + "' leaves too much unanswered.");
        } else {
            pass(connection, asked, question);
        }
    }

    private void pass(HubConnection connection, Asked asked, Question question) {
        try {
            Broadcasts.send(question.message(), List.of(connection), Set.of());
        } catch (RuntimeException unwritable) {
            String id = connection.connectionId();
            String reason = "Connection '" + id + "' cannot be asked: " + unwritable.getMessage();
            refuse(asked, question.id(), reason);
        }
    }

    /// Whether another node waits under this id.
    boolean contains(String id) {
        return open.containsKey(id);
    }

    /// Nobody waits any more.
    void forget(String connectionId, String id) {
        Asked asked = open.get(id);
        if (asked != null && asked.connectionId().equals(connectionId)) {
            close(asked, id);
        }
    }

    private void close(Asked asked, String id) {
        if (open.remove(id, asked)) {
            counts.computeIfPresent(
                    asked.connectionId(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// A client has answered.
    ///
    /// @return whether another node had asked
    /// @throws ConnectionFault when it had asked another client
    boolean answered(HubConnection from, Completion completion) {
        Asked asked = find(from, completion.invocationId());
        if (asked == null) {
            return false;
        }
        HubProtocol spoken = Objects.requireNonNull(from.protocol());
        String id = completion.invocationId();
        post.reply(
                asked.by(),
                new Answered(from.connectionId(), id, spoken.name(), spoken.write(completion)));
        close(asked, id);
        return true;
    }

    /// A client has answered what cannot be passed on.
    ///
    /// @return whether another node had asked
    /// @throws ConnectionFault when it had asked another client
    boolean answeredBadly(HubConnection from, CompletionBindingFailure failure) {
        Asked asked = find(from, failure.invocationId());
        if (asked == null) {
            return false;
        }
        refuse(asked, failure.invocationId(), String.valueOf(failure.cause().getMessage()));
        return true;
    }

    /// A connection has ended: nobody will answer for it.
    void disconnected(String connectionId) {
        open.forEach(
                (id, asked) -> {
                    if (asked.connectionId().equals(connectionId)) {
                        refuse(asked, id, "Connection '" + connectionId + "' disconnected.");
                    }
                });
    }

    private void refuse(Asked asked, String id, String reason) {
        post.reply(asked.by(), new Unanswered(asked.connectionId(), id, reason));
        close(asked, id);
    }

    private @Nullable Asked find(HubConnection from, String id) {
        Asked asked = open.get(id);
        if (asked != null && !asked.connectionId().equals(from.connectionId())) {
            throw ConnectionFault.invalidOperation(
                    "Connection ID '"
                            + from.connectionId()
                            + "' is not valid for invocation ID '"
                            + id
                            + "'.");
        }
        return asked;
    }
}
