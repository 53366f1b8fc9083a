package im.conduit.realtime.hub;

import im.conduit.signalr.server.MessageBundle;

/// The sending side of a connection.
public interface UpdateSink {

    /// Hands over all that one task event says to the connection, to leave in one frame. Never
    /// blocks, never throws: a connection that cannot take it is closed by its transport.
    void send(MessageBundle update);
}
