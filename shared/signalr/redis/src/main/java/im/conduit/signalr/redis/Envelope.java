package im.conduit.signalr.redis;

import im.conduit.signalr.server.EncodedMessage;
import java.util.Set;

/// What one node tells others. Whom a message is for is said by the channel that it travels on.
sealed interface Envelope {

    /// A message for clients.
    ///
    /// @param from the node that sends it and has brought it to its own connections already
    /// @param except connections that shall not hear it
    record Delivery(String from, Set<String> except, EncodedMessage message) implements Envelope {}

    /// A client is asked for a result.
    ///
    /// @param from the node to answer to
    /// @param id the invocation's id within `message`
    record Question(String from, String id, EncodedMessage message) implements Envelope {}

    /// Is this question still open where the connection is held?
    record Reminder(String from, String id) implements Envelope {}

    /// A question needs no answer any more.
    record Withdrawn(String id) implements Envelope {}

    /// A connection joins a group, or leaves it; to be acknowledged.
    ///
    /// @param from the node to acknowledge to
    record GroupChange(String from, String id, String group, boolean join) implements Envelope {}

    /// A group change has taken effect.
    record Acknowledged(String id) implements Envelope {}

    /// A client has answered.
    ///
    /// @param id the question's, which `completion` repeats
    /// @param completion the answer as a framed message of `protocol`
    record Answered(String connectionId, String id, String protocol, byte[] completion)
            implements Envelope {}

    /// No answer will come.
    record Unanswered(String connectionId, String id, String reason) implements Envelope {}
}
