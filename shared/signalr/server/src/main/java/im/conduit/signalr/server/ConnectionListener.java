package im.conduit.signalr.server;

/// Hears of connections and messages, for metrics and logs. Beans of this type are all told; they
/// must be quick and must not throw.
public interface ConnectionListener {

    /// A client has shaken hands and the hub has let it in.
    default void opened(Class<?> hub, TransportType transport, HubCaller caller) {}

    /// A connection that was let in has ended.
    ///
    /// @param reason a stable code, see [Ending#reason]
    default void closed(Class<?> hub, TransportType transport, HubCaller caller, String reason) {}

    /// A message of a client has been taken in.
    ///
    /// @param target the method's declared name, or `?` for one that does not exist
    /// @param bytes its size on the wire
    default void received(Class<?> hub, HubCaller caller, String target, int bytes) {}

    /// A message has been handed to a transport.
    ///
    /// @param bytes its size on the wire
    default void sent(Class<?> hub, HubCaller caller, int bytes) {}
}
