package im.conduit.signalr.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One encoding of hub messages. A new protocol is one implementation of this interface.
/// Implementations are immutable and safe for use by many threads.
public interface HubProtocol {

    /// The name of the handshake's `protocol` member, such as `json`.
    String name();

    /// Whether frames are text (JSON) or binary (MessagePack).
    TransferFormat transferFormat();

    /// Whether this server speaks version `version` of the protocol.
    boolean supports(int version);

    /// Takes one message off the front of `input`.
    ///
    /// On return the buffer's position is behind what was consumed. Unknown message types are
    /// skipped.
    ///
    /// @param input unread bytes, position to limit
    /// @param binder tells the types to bind arguments, items and results to
    /// @return a message, or `null` when no whole message is left (the position is then at the
    // start
    ///     of the unfinished one)
    /// @throws ProtocolException when the bytes break the protocol: the connection must be closed
    @Nullable HubMessage parse(ByteBuffer input, InvocationBinder binder);

    /// The bytes of `message` with the protocol's framing (separator or length prefix).
    byte[] write(HubMessage message);
}
