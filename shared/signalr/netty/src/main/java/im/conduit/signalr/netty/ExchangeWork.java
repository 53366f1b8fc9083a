package im.conduit.signalr.netty;

import io.netty.buffer.ByteBuf;

/// What goes on with a request after authentication. On the channel's event loop.
interface ExchangeWork {
    /// Whether the request's body is welcome now; whoever says no calls `resume` later.
    default boolean wanted() {
        return true;
    }

    /// All of the request has come.
    default void bodyEnded() {}

    /// Some of the body; returns whether more is welcome.
    default boolean body(ByteBuf bytes) {
        return true;
    }

    /// The body is broken.
    default void bodyBroken() {}

    /// The client has gone before it was answered.
    default void clientLeft() {}

    /// The channel may be written to again.
    default void writable() {}
}
