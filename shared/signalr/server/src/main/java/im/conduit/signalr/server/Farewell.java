package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubProtocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last that a client hears: a Close message where one is due, then the transport's end.
record Farewell(Ending ending, Outbox outbox, HubOptions options) {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

    /// @param spoken the connection's protocol, `null` before the handshake
    void say(@Nullable HubProtocol spoken) {
        ConnectionTransport current = outbox.transport();
        if (current == null) {
            return;
        }
        try {
            end(current, spoken);
        } catch (RuntimeException failed) { // what else is to follow must follow
            LOG.error("A transport could not be ended", failed);
        }
    }

    private void end(ConnectionTransport current, @Nullable HubProtocol spoken) {
        if (ending.abrupt()) {
            current.abort();
            return;
        }
        try {
            sendLast(spoken);
        } catch (RuntimeException failed) {
            LOG.error("A connection ends without a Close message", failed);
        }
        current.complete(false);
    }

    private void sendLast(@Nullable HubProtocol spoken) {
        Ending.Close close = ending.close();
        if (ending.reason().equals(Ending.HANDSHAKE_CANCELED)) {
            outbox.send(HandshakeStep.canceled(), false);
        } else if (spoken != null && close != null) {
            byte[] message = spoken.write(message(close));
            outbox.send(OutgoingMessage.of(message, spoken.transferFormat()), false);
        }
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
