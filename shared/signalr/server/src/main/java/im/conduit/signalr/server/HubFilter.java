package im.conduit.signalr.server;

import org.jspecify.annotations.Nullable;

/// Stands around hub calls and lifecycle callbacks. Filters are beans; they run in their order, the
/// first outermost. To refuse, throw (a [HubException] to be read by the client).
public interface HubFilter {

    /// Whether the filter applies to a hub.
    default boolean appliesTo(Class<?> hub) {
        return true;
    }

    /// Around a call.
    ///
    /// @return the call's result, or what stands in for it
    /// @throws Exception what the caller shall see as the call's failure
    default @Nullable Object invoke(HubInvocation invocation, Next next) throws Exception {
        return next.proceed();
    }

    /// Around `onConnected`.
    ///
    /// @throws Exception to refuse the connection
    default void connected(HubCaller caller, Next next) throws Exception {
        next.proceed();
    }

    /// Around `onDisconnected`.
    ///
    /// @param error why the connection ended, `null` after an orderly end
    /// @throws Exception logged
    default void disconnected(HubCaller caller, @Nullable Throwable error, Next next)
            throws Exception {
        next.proceed();
    }

    /// The rest of the chain.
    interface Next {
        /// Goes on.
        ///
        /// @throws Exception what the rest threw
        @Nullable Object proceed() throws Exception;
    }
}
