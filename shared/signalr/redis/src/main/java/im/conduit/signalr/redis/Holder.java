package im.conduit.signalr.redis;

import im.conduit.signalr.redis.Envelope.Acknowledged;
import im.conduit.signalr.redis.Envelope.GroupChange;
import im.conduit.signalr.redis.Envelope.Question;
import im.conduit.signalr.redis.Envelope.Reminder;
import im.conduit.signalr.redis.Envelope.Unanswered;
import im.conduit.signalr.server.HubConnection;
import im.conduit.signalr.server.LocalConnections;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/// What other nodes want of the node that holds a connection.
final class Holder {

    private final LocalConnections connections;
    private final AskedElsewhere asked;
    private final Post post;
    private final BiConsumer<HubConnection, GroupChange> groups;
    private final Executor executor;

    /// @param groups changes groups of connections held here, and nothing once they have ended
    /// @param executor runs what waits for Redis
    Holder(
            LocalConnections connections,
            AskedElsewhere asked,
            Post post,
            BiConsumer<HubConnection, GroupChange> groups,
            Executor executor) {
        this.connections = connections;
        this.asked = asked;
        this.post = post;
        this.groups = groups;
        this.executor = executor;
    }

    /// Passes a question on to its connection.
    void ask(String connectionId, Question question) {
        HubConnection connection = connections.find(connectionId);
        if (connection != null) {
            asked.ask(connection, question);
        }
        if (connections.find(connectionId) == null) {
            asked.forget(connectionId, question.id());
            String reason = "Connection '" + connectionId + "' does not exist.";
            post.reply(question.from(), new Unanswered(connectionId, question.id(), reason));
        }
    }

    /// Tells a node that waits in vain.
    void remind(String connectionId, Reminder reminder) {
        if (!asked.contains(reminder.id())) {
            String reason = "The answer of connection '" + connectionId + "' was lost.";
            post.reply(reminder.from(), new Unanswered(connectionId, reminder.id(), reason));
        }
    }

    /// Changes a group of its connection and says so; also without one, whose groups do not matter.
    void change(String connectionId, GroupChange change) {
        HubConnection connection = connections.find(connectionId);
        executor.execute(
                () -> {
                    if (connection != null) {
                        groups.accept(connection, change);
                    }
                    post.reply(change.from(), new Acknowledged(change.id()));
                });
    }
}
