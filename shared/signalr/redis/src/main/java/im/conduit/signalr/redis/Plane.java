package im.conduit.signalr.redis;

import im.conduit.signalr.protocol.HubProtocol;
import java.util.List;
import java.util.concurrent.Executor;

/// What the hubs of one node share.
///
/// @param node an id of this node that no other has
/// @param protocols that clients may speak, without a limit to the size of a message
/// @param executor starts a virtual thread for each task
record Plane(
        String node,
        List<HubProtocol> protocols,
        Publisher publisher,
        Subscriptions subscriptions,
        Executor executor,
        BackplaneSettings settings) {}
