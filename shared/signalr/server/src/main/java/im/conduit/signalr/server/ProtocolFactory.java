package im.conduit.signalr.server;

import im.conduit.signalr.protocol.HubProtocol;
import im.conduit.signalr.protocol.ProtocolLimits;

/// Makes a hub protocol for the limits of an endpoint. Every bean of this type is a protocol that
/// clients may choose.
@FunctionalInterface
public interface ProtocolFactory {

    /// The protocol under these limits.
    HubProtocol create(ProtocolLimits limits);
}
