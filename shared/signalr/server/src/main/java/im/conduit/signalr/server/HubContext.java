package im.conduit.signalr.server;

/// A hub seen from outside: sends without a calling connection. From [HubServer#context], or
/// injected with the hub as its type argument.
///
/// @param <H> the hub's class
public interface HubContext<H> {

    /// Addressing.
    HubClients clients();

    /// Group membership.
    HubGroups groups();
}
