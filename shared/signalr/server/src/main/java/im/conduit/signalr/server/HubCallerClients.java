package im.conduit.signalr.server;

/// Addressing as seen from one connection.
public interface HubCallerClients extends HubClients {

    /// The caller itself.
    SingleClient caller();

    /// Everybody but the caller.
    ClientProxy others();

    /// The members of `group` but the caller.
    ClientProxy othersInGroup(String group);
}
