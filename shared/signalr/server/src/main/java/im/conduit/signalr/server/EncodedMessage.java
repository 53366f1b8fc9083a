package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubMessage;
import im.conduit.signalr.protocol.HubProtocol;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message with its bytes in every protocol, made once by the node that sends it, so that others
/// bring it to their connections as it is. Immutable.
public final class EncodedMessage {

    private final Map<String, byte[]> encodings;
    private final @Nullable RuntimeException failure;

    private EncodedMessage(Map<String, byte[]> encodings, @Nullable RuntimeException failure) {
        this.encodings = encodings;
        this.failure = failure;
    }

    /// Encodes a message. A protocol that cannot write it is left out, as its connections are then.
    ///
    /// @throws RuntimeException what the first protocol says, when none of them can write it
    public static EncodedMessage of(HubMessage message, Collection<HubProtocol> protocols) {
        Map<String, byte[]> encodings = LinkedHashMap.newLinkedHashMap(protocols.size());
        RuntimeException failure = null;
        for (HubProtocol protocol : protocols) {
            try {
                encodings.put(protocol.name(), protocol.write(message));
            } catch (RuntimeException unwritable) {
                failure = failure == null ? unwritable : failure;
            }
        }
        if (failure != null && encodings.isEmpty()) {
            throw failure;
        }
        return new EncodedMessage(encodings, failure);
    }

    /// A message that was encoded elsewhere.
    ///
    /// @param encodings bytes with their framing, by the protocol's name; not copied
    public static EncodedMessage of(Map<String, byte[]> encodings) {
        return new EncodedMessage(encodings, null);
    }

    /// The bytes by the protocol's name.
    public Map<String, byte[]> encodings() {
        return encodings;
    }

    /// The bytes in a protocol.
    ///
    /// @throws RuntimeException when it was not, or could not be, encoded in this protocol
    byte[] in(HubProtocol protocol) {
        byte[] bytes = encodings.get(protocol.name());
        if (bytes != null) {
            return bytes;
        }
        throw failure == null
                ? new IllegalStateException("a message that is not encoded in " + protocol.name())
                : failure;
    }
}
