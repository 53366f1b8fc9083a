package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HandshakeProtocol;
import im.conduit.signalr.protocol.HandshakeReading;
import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.TransferFormat;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers the handshake of one connection.
///
/// @param refusal why the connection is not admitted, or `null`
record HandshakeStep(EndpointRuntime endpoint, TransportType transport, @Nullable String refusal) {

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeStep.class);
    private static final String FAILED =
            "An unexpected error occurred during connection handshake.";
    private static final String CANCELED = "Handshake was canceled.";

    /// What to do next.
    sealed interface Outcome {}

    /// Wait for more bytes.
    record Wait() implements Outcome {}

    /// Send the answer and end.
    record Refuse(OutgoingMessage answer) implements Outcome {}

    /// Send the answer and go on in the chosen protocol.
    record Accept(HubProtocol protocol, int version, OutgoingMessage answer) implements Outcome {}

    /// What a client gets whose handshake did not come in time.
    static OutgoingMessage canceled() {
        return text(CANCELED);
    }

    /// The step of a connection that claims its place with it, or has claimed it before.
    static HandshakeStep of(
            EndpointRuntime endpoint, TransportType transport, Place place, HubRequest request) {
        try {
            return new HandshakeStep(endpoint, transport, place.claim(request));
        } catch (RuntimeException failed) {
            LOG.error("The place of a connection could not be claimed", failed);
            boolean detailed = endpoint.options().detailedErrors();
            return new HandshakeStep(
                    endpoint, transport, place.refuse(ErrorText.of(FAILED, failed, detailed)));
        }
    }

    Outcome read(ByteBuffer input) {
        int most = endpoint.options().bounds().maximumReceiveMessageSize();
        return switch (HandshakeProtocol.read(input, most)) {
            case HandshakeReading.Incomplete() -> new Wait();
            case HandshakeReading.TooLong() -> new Refuse(canceled());
            case HandshakeReading.Malformed(var cause) ->
                    new Refuse(
                            text(
                                    ErrorText.of(
                                            FAILED,
                                            ConnectionFault.of(cause),
                                            endpoint.options().detailedErrors())));
            case HandshakeReading.Request(String name, int version) -> answer(name, version);
        };
    }

    private Outcome answer(String name, int version) {
        HubProtocol protocol = endpoint.protocol(name);
        if (protocol == null) {
            return new Refuse(text("The protocol '" + name + "' is not supported."));
        }
        if (!transport.carries(protocol.transferFormat())) {
            return new Refuse(
                    text(
                            "Cannot use the '"
                                    + protocol.name()
                                    + "' protocol on the current transport. The transport does not"
                                    + " support '"
                                    + protocol.transferFormat().wireName()
                                    + "' transfer format."));
        }
        if (!protocol.supports(version)) {
            return new Refuse(
                    text(
                            "The server does not support version "
                                    + version
                                    + " of the '"
                                    + protocol.name()
                                    + "' protocol."));
        }
        if (refusal != null) {
            return new Refuse(text(refusal));
        }
        return new Accept(
                protocol,
                version,
                OutgoingMessage.of(HandshakeProtocol.answer(null), protocol.transferFormat()));
    }

    private static OutgoingMessage text(String error) {
        return OutgoingMessage.of(HandshakeProtocol.answer(error), TransferFormat.TEXT);
    }
}
