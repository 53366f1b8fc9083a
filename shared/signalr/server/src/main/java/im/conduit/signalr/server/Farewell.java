package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubProtocol;
import org.jspecify.annotations.Nullable;

/// The last that a client hears: a Close message where one is due, then the transport's end.
record Farewell(Ending ending, Outbox outbox, HubOptions options) {

    /// @param spoken the connection's protocol, `null` before the handshake
    void say(@Nullable HubProtocol spoken) {
        ConnectionTransport current = outbox.transport();
        if (current == null) {
            return;
        }
        if (ending.abrupt()) {
            current.abort();
            return;
        }
        Ending.Close close = ending.close();
        if (ending.reason().equals(Ending.HANDSHAKE_CANCELED)) {
            outbox.send(HandshakeStep.canceled(), false);
        } else if (spoken != null && close != null) {
            byte[] message = spoken.write(message(close));
            outbox.send(OutgoingMessage.of(message, spoken.transferFormat()), false);
        }
        current.complete(false);
    }

    private HubMessage.Close message(Ending.Close close) {
        Throwable error = ending.error();
        return new HubMessage.Close(
                close.tellsError() && error != null
                        ? ErrorText.of(
                                "Connection closed with an error.", error, options.detailedErrors())
                        : null,
                close.allowReconnect());
    }
}
