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

    /// Takes one message off the front of `input`. Unknown message types are skipped.
    ///
    /// The buffer's position is behind what was consumed, also when the message was refused. A
    /// value that does not bind comes as one of the binding failures among the messages.
    ///
    /// @param input unread bytes, position to limit
    /// @param binder tells the types to bind arguments, items and results to
    /// @return a message, or `null` when no whole message is left; the position is then at the
    ///     start of the unfinished one
    /// @throws ProtocolException when the bytes break the protocol or a limit: the connection must
    ///     be closed and nothing more be read from it
    @Nullable HubMessage parse(ByteBuffer input, InvocationBinder binder);

    /// The bytes of `message` with the protocol's framing (separator or length prefix), an array of
    /// the caller's own.
    ///
    /// @throws java.io.UncheckedIOException when a value cannot be written; what the payload codec
    ///     throws unchecked comes through as it is
    /// @throws IllegalArgumentException for a binding failure: those only come in
    byte[] write(HubMessage message);
}
