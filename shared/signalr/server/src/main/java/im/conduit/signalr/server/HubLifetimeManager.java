package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage.Completion;
import im.conduit.signalr.protocol.HubMessage.CompletionBindingFailure;
import im.conduit.signalr.protocol.HubMessage.Invocation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Knows a hub's connections, groups and users and brings messages to them: the only seam between
/// the hubs of one node and those of others. One instance for each hub.
///
/// Guarantees every implementation gives: messages from one sender to one connection arrive in the
/// order sent; a connection hears nothing after `disconnected` has returned; unknown targets are no
/// error; group changes take effect before the call returns.
public interface HubLifetimeManager {

    /// A connection has shaken hands. Messages may reach it from now on.
    void connected(HubConnection connection);

    /// A connection has ended: it leaves its groups and its user; questions asked of it fail.
    void disconnected(HubConnection connection);

    /// Brings a message (without an invocation id) to a target.
    void send(HubTarget target, Invocation message);

    /// Adds a connection to a group; nothing happens when it is a member.
    ///
    /// @throws ConnectionFault when another node holds it, which cannot be reached or does not
    ///     answer in time
    void addToGroup(String connectionId, String group);

    /// Takes a connection out of a group; nothing happens when it is no member.
    ///
    /// @throws ConnectionFault when another node holds it, which cannot be reached or does not
    ///     answer in time
    void removeFromGroup(String connectionId, String group);

    /// Asks one client for a result.
    ///
    /// @return fails with a [HubException] holding the client's text, or with a [ConnectionFault]
    ///     when the client is unknown, leaves, answers with another type, or leaves too many
    ///     questions unanswered
    CompletionStage<@Nullable Object> ask(
            String connectionId, String method, List<@Nullable Object> arguments, Type resultType);

    /// The type that the asker under this id waits for, or `null` when nobody does.
    @Nullable Type resultType(String invocationId);

    /// A client has answered.
    ///
    /// @throws ConnectionFault when another client was asked
    void answered(HubConnection from, Completion completion);

    /// A client has answered with a value of another type: as a failure of that one question.
    ///
    /// @throws ConnectionFault when another client was asked
    void answeredBadly(HubConnection from, CompletionBindingFailure failure);

    /// Makes the lifetime manager of a hub.
    @FunctionalInterface
    interface Factory {
        /// @param hub the hub's full class name, the same on every node
        HubLifetimeManager create(String hub);
    }
}
