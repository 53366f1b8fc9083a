package im.conduit.signalr.protocol;

/// What the first bytes of a connection hold.
public sealed interface HandshakeReading {

    /// A whole request.
    ///
    /// @param protocol as the client wrote it; names are compared without case
    /// @param version not checked from below
    record Request(String protocol, int version) implements HandshakeReading {}

    /// No whole record yet: nothing was consumed.
    record Incomplete() implements HandshakeReading {}

    /// More bytes than a request may have: nothing was consumed.
    record TooLong() implements HandshakeReading {}

    /// A record that is no handshake request.
    record Malformed(ProtocolException cause) implements HandshakeReading {}
}
