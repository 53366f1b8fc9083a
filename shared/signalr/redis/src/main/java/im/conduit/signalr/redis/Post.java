package im.conduit.signalr.redis;

import java.util.concurrent.CompletionStage;

/// One hub's mail: envelopes to the channels of that hub.
final class Post {

    private final Publisher publisher;
    private final Channels channels;
    private final String node;
    private final Warnings dropped = new Warnings("A message to other nodes was dropped");

    /// @param node who sends
    Post(Publisher publisher, Channels channels, String node) {
        this.publisher = publisher;
        this.channels = channels;
        this.node = node;
    }

    /// The id of this node, for answers.
    String node() {
        return node;
    }

    /// Sends to a channel; dropped with a warning when Redis does not take it.
    void send(String channel, Envelope envelope) {
        send(channel, EnvelopeFormat.write(envelope));
    }

    /// Sends what is written already.
    void send(String channel, byte[] envelope) {
        publisher
                .publish(channel, envelope)
                .whenComplete(
                        (_, failed) -> {
                            if (failed != null) {
                                dropped.count(failed);
                            }
                        });
    }

    /// Sends back to a node that has asked for something.
    void reply(String to, Envelope envelope) {
        send(channels.node(to), envelope);
    }

    /// Sends to the node that holds a connection.
    ///
    /// @return how many do, none or one; see [Publisher#publish]
    CompletionStage<Long> toHolder(String connectionId, Envelope envelope) {
        return publisher.publish(channels.connection(connectionId), EnvelopeFormat.write(envelope));
    }
}
