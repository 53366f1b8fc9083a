package im.conduit.signalr.server;

/// An exception that chooses the type name clients see (`<name>: <message>`). Others show the
/// simple name of their class.
public interface NamedForClients {

    /// The name, such as `InvalidOperationException`.
    String nameForClients();
}
