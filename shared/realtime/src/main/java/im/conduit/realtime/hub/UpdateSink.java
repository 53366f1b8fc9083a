package im.conduit.realtime.hub;

/// The sending side of a connection.
public interface UpdateSink {

    /// Hands an update to the connection. Never blocks, never throws: a connection that cannot take
    // it
    /// is closed by its transport.
    void send(Update update);
}
